"""Ends: the hosts and peers between which a connection is made, as titles, cells and sentences name them."""
