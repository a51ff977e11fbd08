"""A stand-in for the website of a city, Musterstadt an der Ruhr: invented people, invented news, real HTTP.

The press releases are data (`releases/<id>.yaml`), read by `model`; `city` holds what a city changes over time, `pages`
renders its pages, `site` says what stands at which address, `captures` plays web archives' indexes, `server` answers
over HTTP and `misbehaviour` lists what may go wrong on the way. `python -m tests.city` serves the sample;
`python -m tests.city.paint` paints its pictures.
"""
