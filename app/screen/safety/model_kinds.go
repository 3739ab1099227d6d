package safety

import "nifuda/data"

// Group is a handful of kinds that are looked for together.
type Group int

// The groups. GroupAll is every kind.
const (
	GroupAll Group = iota
	GroupKeys
	GroupPacking
	GroupPrints
	GroupLooks
	GroupPeople
	GroupCopies
	GroupFaults
)

// Groups lists every group, in the order they are offered.
func Groups() []Group {
	return []Group{GroupAll, GroupKeys, GroupPacking, GroupPrints, GroupLooks, GroupPeople, GroupCopies, GroupFaults}
}

// Kinds are the kinds of a group; none for all of them.
func (g Group) Kinds() []data.EventKind {
	switch g {
	case GroupKeys:
		return []data.EventKind{data.EventSignIn, data.EventWrong, data.EventPassphrase, data.EventRecovered, data.EventSheet}
	case GroupPacking:
		return []data.EventKind{data.EventStart, data.EventMistake, data.EventByHand, data.EventOverride, data.EventPacked,
			data.EventShipped, data.EventProblem, data.EventLater, data.EventRelease, data.EventTakeBack}
	case GroupPrints:
		return []data.EventKind{data.EventLabel, data.EventReprint, data.EventPrintFault,
			data.EventPageJudged, data.EventPageAgain, data.EventRunDropped, data.EventForms, data.EventPurged, data.EventLeftover,
			data.EventIssued, data.EventCorrected, data.EventPaper, data.EventReissued, data.EventPaperFault}
	case GroupLooks:
		return []data.EventKind{data.EventReveal, data.EventRefused}
	case GroupPeople:
		return []data.EventKind{data.EventConsent, data.EventPersonNew, data.EventPerson, data.EventPersonGone,
			data.EventRule, data.EventBenchRules, data.EventTaxTerms, data.EventMended, data.EventJoined, data.EventApart, data.EventPostal, data.EventPostalBack, data.EventShop, data.EventShopGone, data.EventAllowed, data.EventRetold, data.EventByHandTold, data.EventPrinterNew, data.EventPrinterSet, data.EventPrinterGone}
	case GroupCopies:
		return []data.EventKind{data.EventArrival, data.EventPlace, data.EventBackup, data.EventBackupFault, data.EventRestored,
			data.EventImported, data.EventImportGone, data.EventImportKept}
	case GroupFaults:
		return []data.EventKind{data.EventBenchFault, data.EventLedgerFault}
	}
	return nil
}

// groupOf is the group of a kind; GroupAll for one this program does not know.
func groupOf(k data.EventKind) Group {
	for _, g := range Groups() {
		for _, of := range g.Kinds() {
			if of == k {
				return g
			}
		}
	}
	return GroupAll
}

// oddKinds are the kinds an oddity is counted over.
func oddKinds(key string) []data.EventKind {
	switch key {
	case "odd.reveals":
		return []data.EventKind{data.EventReveal}
	case "odd.hours":
		return []data.EventKind{data.EventLabel, data.EventReprint}
	case "odd.wrong":
		return []data.EventKind{data.EventWrong}
	case "odd.reprints":
		return []data.EventKind{data.EventReprint}
	case "odd.arrival":
		return []data.EventKind{data.EventArrival}
	case "odd.bench":
		return []data.EventKind{data.EventBenchFault}
	}
	return nil
}
