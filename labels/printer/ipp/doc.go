// Package ipp prints through IPP (RFC 8010, RFC 8011): to CUPS on this computer
// by its socket or loopback, or straight to a printer without any spooler.
//
// CUPS keeps a copy of every document for a day after it was printed. Here each
// job is taken out of its hands as soon as it has ended, and it is checked that
// it is gone. Jobs have names that say nothing. A print goes to no queue that
// writes files, and to no printing system on another computer; a printer on the
// network is spoken to directly, when its owner chose that printer.
//
// What answers is not trusted: replies are bounded in size and number, and a
// reply that makes no sense is a fault and no panic.
package ipp
