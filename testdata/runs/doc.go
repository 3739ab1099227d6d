// Command runs prints 200 labels a run while everything goes wrong: sessions are
// ended as by a power cut, printers jam, run out of paper and vanish. It goes
// through a real cupsd to a real IPP printer, and over TCP to two label printers of
// labels/printer/raw/rawtest, of which one never answers. A person who looks at
// the paper answers what the program asks. In the end every label has come out
// once, or once more for every time that somebody wanted it again and said why.
package main
