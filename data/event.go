package data

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// EventKind says what somebody did. It is also the end of a translation key:
// "event.label".
type EventKind string

// What is recorded in the activity chain. Those a packer does come first; they
// are recorded on the bench and absorbed into the ledger.
const (
	EventSignIn     EventKind = "signin"
	EventWrong      EventKind = "wrong"      // wrong passphrases before a sign-in; Args n
	EventConsent    EventKind = "consent"    // Args version
	EventPassphrase EventKind = "passphrase" // chose a new passphrase
	EventStart      EventKind = "start"      // opened a parcel
	EventMistake    EventKind = "mistake"    // scanned a wrong item or one too many; Args reason
	EventByHand     EventKind = "byhand"     // counted pieces without a code; Args n
	EventOverride   EventKind = "override"   // closed a parcel without every scan; Args reason
	EventPacked     EventKind = "packed"     // every piece is in
	EventLabel      EventKind = "label"      // a label came out; Args n
	EventReprint    EventKind = "reprint"    // and had come out before; Args reason
	EventPrintFault EventKind = "printfault" // a label did not come out; Args reason
	EventShipped    EventKind = "shipped"    // Args carrier, tracking
	EventProblem    EventKind = "problem"    // Args reason, words
	EventLater      EventKind = "later"      // put aside for later
	EventReveal     EventKind = "reveal"     // looked at a phone number or an e-mail; Args what
	EventRefused    EventKind = "refused"    // asked for what the permits do not give; Args what
	EventArrival    EventKind = "arrival"    // storage or a phone was plugged in; Args what, words (its name)

	EventRelease     EventKind = "release"     // gave parcels to the bench; Args n
	EventTakeBack    EventKind = "takeback"    // took parcels back; Args n
	EventPersonNew   EventKind = "personnew"   // Args name
	EventPerson      EventKind = "person"      // changed what somebody may do; Args name
	EventPersonGone  EventKind = "persongone"  // Args name
	EventRule        EventKind = "rule"        // wrote a new take-out rule; Args version
	EventBenchRules  EventKind = "benchrules"  // changed the choices for the bench
	EventShop        EventKind = "shop"        // connected a storefront; Args shop
	EventShopGone    EventKind = "shopgone"    // disconnected one: its keys left the ledger; Args shop
	EventAllowed     EventKind = "allowed"     // said what telling a storefront may set off; Args shop
	EventRetold      EventKind = "retold"      // let a storefront be told of a parcel once more
	EventByHandTold  EventKind = "byhandtold"  // saw to a parcel at its storefront
	EventRecovered   EventKind = "recovered"   // came in with the recovery sheet
	EventSheet       EventKind = "sheet"       // drew a new recovery sheet
	EventBenchFault  EventKind = "benchfault"  // the bench is not what was left there; Args reason
	EventLedgerFault EventKind = "ledgerfault" // commits were missing from the ledger; Args n

	EventPrinterNew  EventKind = "printernew"  // listed a printer; Args printer (its name), words (its device address)
	EventPrinterSet  EventKind = "printerset"  // said how one wants to be printed on; the same Args
	EventPrinterGone EventKind = "printergone" // took one off the list; the same Args
	EventPurged      EventKind = "purged"      // copies of print jobs that an earlier run left were removed; Args n
	EventLeftover    EventKind = "leftover"    // such copies that the printing system would not remove; Args n, words (their job names)
	EventBackup      EventKind = "backup"      // a backup was written and read back
	EventBackupFault EventKind = "backupfault" // one could not be written; Args reason (a fault's key)
	EventPlace       EventKind = "place"       // a place for backups was refused; Args reason (a fault's key)
	EventPageJudged  EventKind = "pagejudged"  // said whether a page came out; Args n (the page, or the first and the last), what (came, lost)
	EventPageAgain   EventKind = "pageagain"   // wanted a page of a run once more; Args n (the page), reason
	EventRunDropped  EventKind = "rundropped"  // gave up the rest of a run; Args n (pages)
	EventForms       EventKind = "forms"       // began to print carriers' slips, with telephone numbers; Args n
	EventRestored    EventKind = "restored"    // this ledger was put back from a backup

	EventJoined EventKind = "joined" // put the parcels of several orders into one box
	EventApart  EventKind = "apart"  // gave each a box of its own again
	EventMended EventKind = "mended" // changed a ship-to; Args what (address, name, phone or slot)

	EventIssued     EventKind = "issued"     // a document; Args document (its number)
	EventCorrected  EventKind = "corrected"  // a document took another one's place; Args document, words (the other's number)
	EventPaper      EventKind = "paper"      // a document was printed for the first time; Args document
	EventReissued   EventKind = "reissued"   // and again, as 再発行; Args document, n (how often by now)
	EventPaperFault EventKind = "paperfault" // it did not come out; Args document, reason (a fault's key)
	EventTaxTerms   EventKind = "taxterms"   // changed what stands on documents

	EventPostal     EventKind = "postal"     // took a newer table of postal codes; Args n (its towns)
	EventPostalBack EventKind = "postalback" // went back to the one of the program

	EventImported   EventKind = "imported"   // took in an order file; Args shop, words (its name), n (new orders), changed, same, broken
	EventImportGone EventKind = "importgone" // removed it afterwards; Args words (its name)
	EventImportKept EventKind = "importkept" // left it where it was; the same Args
)

// BenchKinds lists what a packer does: the kinds an entry of the bench's chain
// may have.
func BenchKinds() []EventKind {
	return []EventKind{EventSignIn, EventWrong, EventConsent, EventPassphrase, EventStart, EventMistake, EventByHand, EventOverride,
		EventPacked, EventLabel, EventReprint, EventPrintFault, EventShipped, EventProblem, EventLater, EventReveal, EventRefused, EventArrival, EventPurged, EventLeftover}
}

// Event is one entry of the activity chain: who did what to which parcel, and
// when. It holds order numbers, counts and reasons, and nothing of a customer.
type Event struct {
	Seq    uint64 // 1, 2, 3 … in its chain; 0 before it is recorded
	At     time.Time
	Login  string // who; empty when nobody was signed in
	Kind   EventKind
	Parcel ParcelID // 0 when it is about no parcel
	Number string   // the order number people say; empty when it is about no order
	Args   map[string]string
}

// How long the words of an event may be, in bytes.
const (
	LongestNumber = 64
	LongestWord   = 1000
)

// Tidy is the event in words that can be recorded anywhere: what a storefront
// or a person wrote may be longer, or hold what is no text.
func (e Event) Tidy() Event {
	e.Number = TidyText(e.Number, LongestNumber)
	args := make(map[string]string, len(e.Args))
	for name, word := range e.Args {
		args[name] = TidyText(word, LongestWord)
	}
	if e.Args != nil {
		e.Args = args
	}
	return e
}

// TidyText is a text without what is none and without what makes text run
// backwards, cut to so many bytes between two characters. Of control characters
// only the line break stays.
func TidyText(s string, longest int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	if len(s) <= longest {
		return s
	}
	end := 0
	for i := range s {
		if i > longest {
			break
		}
		end = i
	}
	return s[:end]
}

// EventQuery asks for entries of the activity log, newest first.
type EventQuery struct {
	Login  string      // of one person; empty is everybody
	Kinds  []EventKind // of these kinds; none is all
	Before uint64      // older than this entry; 0 is from the newest
	Limit  int
}

// Oddity is something in the activity log the owner should look at.
type Oddity struct {
	Key   string // translation key: odd.arrival, odd.reveals, odd.hours, odd.wrong, odd.reprints, odd.bench
	Login string
	Day   time.Time // midnight of the day it was counted over
	Count int
}

// SweptEvents says what was removed of earlier sessions' print jobs, and the
// names of those that could not be; nothing when there was nothing.
func SweptEvents(purged int, kept []string) []Event {
	var all []Event
	if purged > 0 {
		all = append(all, Event{Kind: EventPurged, Args: map[string]string{"n": strconv.Itoa(purged)}})
	}
	if n := len(kept); n > 0 {
		all = append(all, Event{Kind: EventLeftover, Args: map[string]string{"n": strconv.Itoa(n), "words": strings.Join(kept, " ")}})
	}
	return all
}
