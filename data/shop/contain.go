package shop

import "fmt"

// Contain runs what speaks to a storefront. A reply that its adapter cannot stand
// is a fault of that shop, Invalid KeyNonsense: one that brought the program down
// would do so at every start. What the panic said may hold what was read, so only
// its type is kept.
func Contain(label string, ask func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = Fault(KeyNonsense, fmt.Errorf("%s: the adapter broke with a %T", label, p))
		}
	}()
	return ask()
}
