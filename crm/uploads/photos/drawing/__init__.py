"""The pictures that Sapa draws itself: a woven basket on a table, well and badly taken."""
