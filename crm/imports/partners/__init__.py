"""The list of partners: each Rumah BUMN with whom to ask for."""
