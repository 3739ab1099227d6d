//go:build unix && !darwin

package sound

/*
#cgo pkg-config: alsa
#include <alsa/asoundlib.h>

static void say_nothing(const char *file, int line, const char *function, int err, const char *fmt, ...) {}
static void hush(void) { snd_lib_error_set_handler(say_nothing); }
*/
import "C"

// hush keeps ALSA from writing to standard error that a computer has no card,
// once for each name a card could have.
func hush() { C.hush() }
