// Command trace judges what the application wrote while it was driven: every file
// it opened for writing, made, renamed or removed is in the vault, in our
// preferences, or in a listed cache of the system; any other fails. That none of
// them holds a customer is counted by the same drive, whose line says disk=0.
package main
