"""How the trained weights are made; needs the extra `train` and the data sets, never at run time."""
