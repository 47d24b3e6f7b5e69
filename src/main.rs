//! The `kharita` command.

fn main() {}
