"""A seller's photos: what is looked at, what is found, and what is made better.

`flaws.py` names what can be found and is free to import anywhere. The rest stands on Pillow and
numpy, takes bytes and returns values, and is imported late, in the process that does the work.
"""
