"""From a source's seeds to the releases they list: `walk` goes, `listing` reads."""
