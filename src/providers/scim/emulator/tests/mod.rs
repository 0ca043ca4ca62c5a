//! Stories about the emulator.
