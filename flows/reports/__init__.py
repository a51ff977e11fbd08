"""What came of runs, audits and backfills and how the sources fare, in Markdown for the operator. Pure."""
