// Nifuda (荷札) is the back office of a small net shop.
package main

import _ "fyne.io/fyne/v2/app"

func main() {}
