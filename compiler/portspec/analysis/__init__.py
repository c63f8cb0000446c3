"""Analysis: what a spec means for a network: its verdicts, flows, exposure, and what is found in it."""
