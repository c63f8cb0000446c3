"""Running text: what sentences, notes and list items state of ports."""
