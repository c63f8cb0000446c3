"""The proof: a snippet loaded by the real tool on a host in a laboratory, and real packets."""
