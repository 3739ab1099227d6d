package bench

import (
	"reflect"
	"strings"
	"testing"

	"nifuda/data"
)

// TestNothingOfTheLedgerIsInReach walks every type that a method of the
// packer's desk takes or gives.
func TestNothingOfTheLedgerIsInReach(t *testing.T) {
	forbidden := map[reflect.Type]string{
		reflect.TypeFor[data.Order]():    "an order's history and prices",
		reflect.TypeFor[data.OrderRow](): "an order's total",
		reflect.TypeFor[data.Contact]():  "a buyer's phone and e-mail",
		reflect.TypeFor[data.Money]():    "a price",
		reflect.TypeFor[data.Settings](): "the owner's settings",
		reflect.TypeFor[data.NewShop]():  "a token",
		reflect.TypeFor[data.Shop]():     "a storefront",
	}
	seen := map[reflect.Type]bool{}
	var walk func(path string, typ reflect.Type)
	walk = func(path string, typ reflect.Type) {
		if what, bad := forbidden[typ]; bad {
			t.Errorf("%s gives %s", path, what)
		}
		if seen[typ] {
			return
		}
		seen[typ] = true
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map, reflect.Chan:
			walk(path, typ.Elem())
		case reflect.Struct:
			for i := range typ.NumField() {
				f := typ.Field(i)
				for _, word := range []string{"email", "token", "price", "total", "buyer"} {
					if strings.Contains(strings.ToLower(f.Name), word) {
						t.Errorf("%s.%s names what a packer must not see", path, f.Name)
					}
				}
				if f.IsExported() {
					walk(path+"."+f.Name, f.Type)
				}
			}
		}
	}
	methods := 0
	for _, desk := range []reflect.Type{reflect.TypeFor[*Bench](), reflect.TypeFor[*Porch]()} {
		for i := range desk.NumMethod() {
			m := desk.Method(i)
			methods++
			for o := range m.Type.NumOut() {
				if out := m.Type.Out(o); out != reflect.TypeFor[*Bench]() {
					walk(desk.Elem().Name()+"."+m.Name, out)
				}
			}
		}
	}
	if methods < 15 || !seen[reflect.TypeFor[data.Recipient]()] {
		t.Fatalf("the walk saw %d methods and no recipient: it would miss a leak", methods)
	}
}
