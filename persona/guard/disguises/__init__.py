"""What can be read in a text beside what it seems to say: letters set apart, mirrored, shifted, encoded."""
