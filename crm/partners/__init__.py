"""Partners: which Rumah BUMN is nearest to a store."""
