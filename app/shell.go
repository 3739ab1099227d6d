package app

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"nifuda/app/idle"
	"nifuda/app/prefs"
	"nifuda/app/screen/bench"
	"nifuda/app/task"
	"nifuda/app/text"
	"nifuda/app/theme"
	"nifuda/data"
)

// Config is everything the shell needs. Nothing in it may be nil
// but Idle, Signals, Arrivals and Machine.Caps.
type Config struct {
	App      fyne.App // built by main: the real window's library stays out of here
	House    House
	Lock     func()                  // replaces the process; never returns; from any thread
	Idle     idle.Source             // nil where the system does not tell
	Signals  []idle.Line[idle.Cause] // what else calls for the lock
	Arrivals idle.Line[data.Arrival] // what is plugged in; nil where nobody tells
	Hold     *idle.Hold              // what keeps the computer awake until the lock is done
	Machine  Machine
	Now      func() time.Time
	Random   func(n int) int // below n, for choosing what to ask back
	Notice   string          // licences of what is inside
	Safe     string          // the folder that is suggested for backups
	Loads    []string        // folders where downloads lie
}

// Machine is what the shell uses of this computer beside its window.
type Machine struct {
	Caps  func() bool                                // Caps Lock; nil where the system does not tell
	Voice bench.Voice                                // how a scan went, for the ear
	Copy  func(from fyne.Window, words string) error // to the clipboard, for a while
	Veil  func(fyne.Window) error                    // leaves a window that is shown out of screenshots, where the system can
}

// Shell is the window in one of its two states.
type Shell struct {
	c      Config
	window fyne.Window
	words  *text.Words
	prefs  *prefs.Prefs
	life   life
	hall   hall                      // nil while locked
	frame  *frame                    // the hall, while it is the owner's
	bay    *bay                      // the hall, while it is a packer's
	over   *chooser                  // the question who comes next, while it is asked
	shown  screen                    // what fills the window while it is not the frame
	tell   func([]fyne.CanvasObject) // shows below the unlock screen what the printing system still has
	latch  latch
}

// life is what ends with a lock.
type life struct {
	ctx     context.Context
	end     func()
	run     *task.Runner
	keeper  keeper  // what is open
	session Session // the same, when it is the owner's
	shift   Shift   // the same, when it is a packer's
	login   string  // who opened it; empty for the recovery sheet
	name    string  // hers
	watch   *idle.Watch
	limit   time.Duration // nobody may be away longer
	set     data.Settings
	care    care
}

// keeper is what the shell asks of whatever is open.
type keeper interface {
	// Tend checks the file: Damaged when a page of it is not ours. It takes a
	// while.
	Tend(ctx context.Context) error
	// Swept records what was removed of earlier sessions' print jobs, and the
	// names of those that could not be.
	Swept(ctx context.Context, purged int, kept []string) error
	// Rest puts things away while nothing happens.
	Rest(ctx context.Context) error
	// Arrived records that something was plugged in: what is storage or handset,
	// name is how it calls itself.
	Arrived(ctx context.Context, what, name string) error
	Close() error
}

// hall is the window while something is open: the owner's frame, or the
// packer's bay.
type hall interface {
	warn(left time.Duration)
	fault(err error)
	drawFoot()
	lookAtPrinter()
	busy() bool
	wipe()
	park() (draft any, keep func(context.Context, []byte) error)
}

// screen fills the window by itself: unlock or setup.
type screen interface {
	Object() fyne.CanvasObject
	Enter()
	Wipe()
}

// New makes the window in its locked state. It fails when the words inside the
// program cannot be read.
func New(c Config) (*Shell, error) { return newShell(c, task.New) }

func newShell(c Config, runner func(context.Context) *task.Runner) (*Shell, error) {
	p := prefs.New(c.App.Preferences())
	words, err := text.Load(p.Lang())
	if err != nil {
		return nil, fmt.Errorf("load the words of the screens: %w", err)
	}
	c.App.Settings().SetTheme(theme.New(p.TextSize()).In(p.Look()))
	speakToolkit(words.Lang())
	s := &Shell{c: c, words: words, prefs: p}
	s.window = c.App.NewWindow(words.Say("app.name"))
	s.window.SetIcon(theme.AppIcon())
	s.window.SetPadded(false)
	s.window.Resize(p.Window())
	s.window.SetCloseIntercept(s.close)
	ctx, end := context.WithCancelCause(context.Background())
	s.life.ctx, s.life.end = ctx, func() { end(errLeft) }
	s.life.limit = data.DefaultIdle // until the settings say: the setup has none yet
	s.life.run = runner(s.life.ctx)
	s.latch.always = runner(context.Background())
	s.keys()
	return s, nil
}

// Run shows the window and returns when it is closed.
func (s *Shell) Run() {
	s.begin()
	s.untilPainted()
	// Only a window that runs has a thread to lock on.
	s.c.App.Lifecycle().SetOnStarted(func() {
		_ = s.c.Machine.Veil(s.window) // where it cannot be done, the page of promises says so
		s.listen(context.Background())
	})
	s.window.ShowAndRun()
}

// begin chooses the first screen: unlock, or setup for a first run.
func (s *Shell) begin() {
	s.sweep()
	s.first()
}

// first shows what there is before anybody is in.
func (s *Shell) first() {
	logins, err := s.c.House.Logins()
	if err == nil && len(logins) == 0 {
		s.toSetup()
		return
	}
	s.toUnlock(logins, err)
}

// fill puts a screen into the window.
func (s *Shell) fill(next screen) {
	if s.shown != nil {
		s.shown.Wipe()
	}
	s.shown = next
	s.window.SetContent(next.Object())
	next.Enter()
}

// toFrame shows the rooms, and in them what was left in progress, if anything.
func (s *Shell) toFrame(left *draft) {
	if s.shown != nil {
		s.shown.Wipe()
		s.shown = nil
	}
	s.frame = newFrame(s)
	s.hall = s.frame
	s.window.SetContent(s.frame.object)
	s.window.SetOnDropped(s.dropped)
	s.tend()
	if left == nil {
		s.frame.goTo(roomToday)
		return
	}
	s.frame.resume(*left)
	s.taken(s.life.session.Office().Park)
}

// watch begins to look for nobody being there.
func (s *Shell) watch() {
	if s.life.watch != nil {
		s.life.watch.SetLimit(s.life.limit)
		return
	}
	run := s.life.run
	s.life.watch = idle.New(s.c.Idle, s.c.Now, s.life.limit, idle.Calls{
		Lock: func() { s.called(idle.Away) },
		Warn: func(left time.Duration) { run.Show(func() { s.warn(left) }) }})
	s.life.watch.Start(s.life.ctx)
}

// limitOf is the idle lock of the settings, the usual one when it is missing.
func limitOf(set data.Settings) time.Duration {
	if set.IdleLock < data.MinIdle || set.IdleLock > data.MaxIdle {
		return data.DefaultIdle
	}
	return set.IdleLock
}

func (s *Shell) warn(left time.Duration) {
	if s.hall != nil {
		s.hall.warn(left)
	}
}

// measure remembers the window's size, so that a lock opens it again as it was:
// at the lock itself there is no time to write.
func (s *Shell) measure() {
	if now := s.window.Canvas().Size(); now != s.prefs.Window() {
		s.prefs.SetWindow(now)
	}
}

// speak changes the language of the whole window at once.
func (s *Shell) speak(lang string) {
	s.words.Use(lang)
	s.prefs.SetLang(s.words.Lang())
	speakToolkit(s.words.Lang())
	s.window.SetTitle(s.words.Say("app.name"))
	s.again()
}

// scale changes the text size of the whole window at once.
func (s *Shell) scale(size theme.TextSize) {
	s.prefs.SetTextSize(size)
	settings := s.c.App.Settings()
	if t, ok := settings.Theme().(*theme.Theme); ok {
		settings.SetTheme(t.Sized(size))
	}
	s.again()
}

// dress changes between paper and night for the whole window at once.
func (s *Shell) dress(look theme.Look) {
	s.prefs.SetLook(look)
	settings := s.c.App.Settings()
	if t, ok := settings.Theme().(*theme.Theme); ok {
		settings.SetTheme(t.In(look))
	}
	s.again()
}

// again builds what is shown anew, in the same place.
func (s *Shell) again() {
	if s.frame == nil {
		return
	}
	left := s.frame.draft()
	s.frame.wipe()
	s.frame = newFrame(s)
	s.hall = s.frame
	s.window.SetContent(s.frame.object)
	s.frame.resume(left)
}

// saved takes over what the settings room kept.
func (s *Shell) saved(set data.Settings) {
	s.life.set, s.life.limit = set, limitOf(set)
	if s.life.watch != nil {
		s.life.watch.SetLimit(s.life.limit)
	}
}
