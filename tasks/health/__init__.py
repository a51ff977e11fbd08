"""How the sources fare: what a run is measured by, whether the site kept us out, since when nothing new came.

    blocks      a challenge, a login or an empty shell is told apart from a page without news (pure)
    showing     what a release was read to have (pure)
    gates       what a run found against what its source file asks for (pure)
    cadence     the days on which a release was expected and none came (pure)
    diagnosis   a run and what was known before it make the source's health (pure)
    news        what became of a release, between two states of its entry (pure)
    keeping     a source's health in the storage

`tasks.publish.status` posts everybody's health as `status.json` and `status.html`.
"""
