"""What another order of calling would have made of a day: the product's own rules over a real or a made-up one."""
