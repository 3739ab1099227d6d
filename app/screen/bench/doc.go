// Package bench is the packer's room: one list of what to pack now, one parcel
// at a time, every piece scanned into its box. It is handed the packer's desk
// alone; nothing of the owner's can be named here.
package bench
