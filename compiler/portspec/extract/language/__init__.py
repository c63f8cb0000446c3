"""Language: what words mean, in the languages of the lexicon, before anything is known of ports."""
