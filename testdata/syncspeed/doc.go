// Command syncspeed measures what bringing 10,000 orders down costs this
// computer: a demo shop in one process, the encrypted ledger in another, whose
// processor time, memory and waiting are printed.
package main
