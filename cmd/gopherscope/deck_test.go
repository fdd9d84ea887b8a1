package main

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"gopherscope/render"
	"gopherscope/render/pane"
	"gopherscope/scenarios"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// deckOf returns a deck at the start of a scenario.
func deckOf(t *testing.T, name string) *deck {
	t.Helper()
	s := &session{cmd: windowCommand, host: host{stdin: strings.NewReader(""), getenv: func(string) string { return "" }}}
	l, err := s.open(name)
	if err != nil {
		t.Fatal(err)
	}
	return newDeck(s, name, l)
}

// settled shows the deck when it has nothing left to do.
func settled(t *testing.T, d *deck) render.Frame {
	t.Helper()
	for end := time.Now().Add(time.Minute); ; {
		if f := d.Show(); !f.Busy && len(d.steps) == 0 {
			return f
		}
		if time.Now().After(end) {
			t.Fatal("still busy after a minute")
		}
	}
}

func TestDeckShowsTheLesson(t *testing.T) {
	f := deckOf(t, "steal").Show()
	if f.Title != "Work stealing" || f.Source.Name != "steal.go" || !strings.Contains(f.Source.Text, "package main") {
		t.Errorf("title %q, source %q of %d bytes", f.Title, f.Source.Name, len(f.Source.Text))
	}
	if f.Procs != 4 || f.GOGC != 100 || f.Seed != 7 || len(f.Marks) == 0 || f.Marks[1].Kind != pane.Ask {
		t.Errorf("settings: %+v", f)
	}
	lines := strings.Split(f.Source.Text, "\n")
	for _, fn := range f.Funcs {
		if fn.Name == "main.work" && (fn.First == 0 || !strings.HasPrefix(lines[fn.First-1], "func work") || fn.Last < fn.First+3) {
			t.Errorf("main.work in lines %d to %d", fn.First, fn.Last)
		}
	}
}

// Steps are kept in order however fast they come; each goes on by one event, and back again.
func TestDeckSteps(t *testing.T) {
	d := deckOf(t, "hello")
	start := settled(t, d).State.Events
	for range 10 {
		d.Do(render.Step{Grain: pane.ByEvent})
	}
	if got := settled(t, d).State.Events; got != start+10 {
		t.Errorf("after ten steps from event %d: event %d", start, got)
	}
	for range 4 {
		d.Do(render.Step{Grain: pane.ByEvent, Back: true})
	}
	if got := settled(t, d).State.Events; got != start+6 {
		t.Errorf("after four steps back from event %d: event %d", start+10, got)
	}
	d.Do(render.Step{Grain: pane.ByDecision})
	if f := settled(t, d); !f.State.Last.Kind.Decision() {
		t.Errorf("a step by decision shows %v", f.State.Last.Kind)
	}
}

// A step past an end stays there.
func TestDeckEnds(t *testing.T) {
	d := deckOf(t, "hello")
	d.Do(render.End{})
	end := settled(t, d)
	if !end.State.Exit || end.At != end.State.At {
		t.Errorf("the end is at %d, its last event at %d, exit %v", end.At, end.State.At, end.State.Exit)
	}
	last := end.State.Events
	for _, g := range []pane.Grain{pane.ByEvent, pane.ByDecision, pane.ByLine} {
		d.Do(render.Step{Grain: g})
		if got := settled(t, d).State.Events; got != last {
			t.Errorf("a step by %v past the end: event %d, want %d", g, got, last)
		}
	}
	d.Do(render.Home{})
	first := settled(t, d).State.Events
	d.Do(render.Step{Grain: pane.ByEvent, Back: true})
	if got := settled(t, d).State.Events; got > first {
		t.Errorf("a step back before the start: event %d, want %d", got, first)
	}
}

// Playing goes on by virtual time, through stretches without events too, and stops at the end.
func TestDeckAdvances(t *testing.T) {
	d := deckOf(t, "steal")
	var before trace.Time
	for range 50 {
		d.Do(render.Advance{By: 100})
		f := settled(t, d)
		if f.At != before+100 {
			t.Fatalf("100 ns on from %d is %d", before, f.At)
		}
		before = f.At
	}
	d.Do(render.SeekTime{T: 30_000})
	if f := settled(t, d); f.At != 30_000 || f.State.At > 30_000 {
		t.Errorf("sought 30 µs: at %d, last event at %d", f.At, f.State.At)
	}
	d.Do(render.SeekTime{T: 1_000})
	if f := settled(t, d); f.At != 1_000 || f.State.At > 1_000 {
		t.Errorf("sought 1 µs, back: at %d, last event at %d", f.At, f.State.At)
	}
	d.Do(render.SeekTime{T: trace.Second})
	end := settled(t, d)
	d.Do(render.Advance{By: trace.Second})
	if f := settled(t, d); !f.State.Exit || f.At != end.At {
		t.Errorf("advanced past the end: at %d, the end is %d", f.At, end.At)
	}
}

// A saved file is played anew; a faulty one is shown with its faults beside the run before.
func TestDeckReload(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(text string) {
		if err := os.WriteFile("x.go", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("// One.\npackage main\n\nfunc main() {}\n")
	d := deckOf(t, "./x.go")
	write("package main\n\nfunc main() { x }\n")
	d.Do(render.Reload{})
	f := settled(t, d)
	if len(f.Problems) != 1 || f.Problems[0].Line != 3 || f.Problems[0].Col != 15 || f.Title != "One" || !strings.Contains(f.Faulty.Text, "{ x }") {
		t.Errorf("a faulty file: problems %+v, title %q, faulty %+v", f.Problems, f.Title, f.Faulty)
	}
	write("// Two.\npackage main\n\nfunc main() { println(2) }\n")
	d.Do(render.Reload{})
	if f := settled(t, d); len(f.Problems) != 0 || f.Title != "Two" || f.Source.Name != "x.go" {
		t.Errorf("a mended file: problems %+v, title %q", f.Problems, f.Title)
	}
	write("// Three.\npackage main\n\nfunc main() {}\n")
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes("x.go", later, later); err != nil {
		t.Fatal(err)
	}
	d.watch.looked = time.Time{}
	if f := settled(t, d); f.Title != "Three" {
		t.Errorf("saved again, the title is still %q", f.Title)
	}
	if err := os.Remove("x.go"); err != nil {
		t.Fatal(err)
	}
	d.Do(render.Reload{})
	if f := settled(t, d); len(f.Problems) != 1 || f.Problems[0].Msg != "there is no such file" || f.Title != "Three" {
		t.Errorf("a file that is gone: problems %+v, title %q", f.Problems, f.Title)
	}
}

// A dropped file comes as text, a built-in by its name.
func TestDeckOpen(t *testing.T) {
	d := deckOf(t, "hello")
	d.Do(render.Open{Name: "mine.go", Src: []byte("// Mine.\npackage main\n\nfunc main() {}\n")})
	if f := settled(t, d); f.Title != "Mine" || f.Source.Name != "mine.go" {
		t.Errorf("dropped: title %q, source %q", f.Title, f.Source.Name)
	}
	d.Do(render.Reload{})
	if f := settled(t, d); f.Title != "Mine" || len(f.Problems) != 0 {
		t.Errorf("reloaded: title %q, problems %v", f.Title, f.Problems)
	}
	d.Do(render.Open{Name: "big.go", Src: make([]byte, scenarios.MaxSource+1)})
	if f := settled(t, d); f.Title != "Mine" || len(f.Problems) != 1 || !strings.HasPrefix(f.Problems[0].Msg, "the source is larger") {
		t.Errorf("too large: title %q, problems %v", f.Title, f.Problems)
	}
	d.Do(render.Open{Name: "deadlock"})
	if f := settled(t, d); f.Title != "Deadlock" || len(f.Problems) != 0 {
		t.Errorf("a built-in: title %q, problems %v", f.Title, f.Problems)
	}
}

// However long the program computes, a Show comes back within a few frames' time.
func TestDeckNeverWaits(t *testing.T) {
	d := deckOf(t, "hello")
	d.Do(render.Open{Name: "loop.go", Src: []byte("package main\n\nfunc main() {\n\tfor {\n\t}\n}\n")})
	settled(t, d)
	d.Do(render.End{})
	for range 20 {
		began := time.Now()
		f := d.Show()
		if took := time.Since(began); took > 10*workTime {
			t.Errorf("a Show took %v", took)
		}
		if !f.Busy {
			t.Fatal("an endless loop has ended")
		}
	}
	d.Do(render.Home{})
	if f := settled(t, d); f.State.At != 0 {
		t.Errorf("home is at %d", f.State.At)
	}
}

// A run without end, of nothing but events, is kept up to a bound; all before it can be seen
// again.
func TestDeckBoundsTheLog(t *testing.T) {
	d := deckOf(t, "hello")
	d.Do(render.Open{Name: "pong.go", Src: []byte(`package main

func main() {
	c := make(chan int)
	go func() {
		for {
			c <- 1
		}
	}()
	for {
		<-c
	}
}
`)})
	settled(t, d)
	d.most = 500_000
	const step = 8 // events that the step writes at which the log is full, at most
	full := func(do string, f render.Frame) {
		t.Helper()
		if n := f.Log.Len(); n < d.most || n >= d.most+step || f.State.Events != n || len(f.Problems) != 1 || f.State.Exit {
			t.Errorf("%s: event %d of %d, problems %v, exit %v", do, f.State.Events, n, f.Problems, f.State.Exit)
		}
	}
	d.Do(render.End{})
	full("the end", settled(t, d))
	for _, n := range []int{1000, 250_000, 499_000, 2} {
		d.Do(render.SeekEvent{N: n})
		if got := settled(t, d).State.Events; got != n {
			t.Errorf("event %d, want %d", got, n)
		}
	}
	d.Do(render.SeekEvent{N: 1 << 40})
	full("an event far ahead", settled(t, d))
}

// The lesson of a million goroutines keeps within 3 GB of the host's memory in the window, and
// any instant of it is there in a moment. It takes that memory and half a minute: -million asks
// for it. Without, it is the same lesson with fewer of them.
func TestDeckMillion(t *testing.T) {
	if !*million {
		t.Log("a crowd of 20 000; a million with -million")
	}
	text, crowd := millionText(t)
	d := deckOf(t, "hello")
	d.Do(render.Open{Name: "million.go", Src: []byte(text)})
	settled(t, d)
	d.Do(render.End{})
	f := settled(t, d)
	if !f.State.Exit || len(f.Problems) > 0 {
		t.Fatalf("%d events, exit %v, problems %v", f.Log.Len(), f.State.Exit, f.Problems)
	}
	waiting := func(s *view.State) (n int) {
		for _, g := range s.Waiting() {
			n += len(g.Gs)
		}
		return n
	}
	camera := render.NewCamera(1600, 900, false)
	last := f.Log.Len()
	worst := time.Duration(0)
	for _, n := range []int{last - 20, last - 21, last / 2, last/2 + 1, last / 10, last - 30} {
		begin := time.Now()
		d.Do(render.SeekEvent{N: n})
		f = settled(t, d)
		camera.Shoot(f, 0)
		worst = max(worst, time.Since(begin))
		if f.State.Events != n {
			t.Errorf("event %d, want %d", f.State.Events, n)
		}
	}
	if n := waiting(f.State); n < crowd-3 || n > crowd+1 {
		t.Errorf("%d goroutines wait at the end, want %d", n, crowd)
	}
	if worst > 4*time.Second {
		t.Errorf("an instant took %v", worst)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	t.Logf("%d events, an instant takes up to %v, memory %d MB", last, worst, m.Sys>>20)
	if inUse := m.Sys - m.HeapReleased; inUse > 3e9 {
		t.Errorf("%d MB of memory", inUse/1e6)
	}
}

// A time is sought with all that happens at it, ahead as well as back. (With several Ps, one
// may have gone a stretch of some ns further than another when the time is met.)
func TestDeckSeeksTheEventsOfAnInstant(t *testing.T) {
	d := deckOf(t, "mutex")
	d.Do(render.End{})
	log := settled(t, d).Log
	for n := 5; n < log.Len(); n += 7 {
		at := log.Events[n].At
		want := log.Until(at)
		d.Do(render.SeekTime{T: at}) // back
		if f := settled(t, d); f.State.Events != want || f.At != at {
			t.Fatalf("sought %d back: event %d at %d, want %d", at, f.State.Events, f.At, want)
		}
		fresh := deckOf(t, "mutex")
		fresh.Do(render.SeekTime{T: at})
		if f := settled(t, fresh); f.State.Events != want || f.At != at {
			t.Fatalf("sought %d ahead: event %d at %d, want %d", at, f.State.Events, f.At, want)
		}
	}
}

// A rule that is broken runs the program again up to the instant shown; what comes of it is
// told; and with the rule kept again the run is as it was.
func TestDeckBreaksARule(t *testing.T) {
	d := deckOf(t, "steal")
	const at = 80 * trace.Microsecond
	d.Do(render.SeekTime{T: at})
	kept := settled(t, d)
	if kept.Off != 0 || len(kept.Log.Line.Steals) == 0 {
		t.Fatalf("off %q, %d steals", kept.Off, len(kept.Log.Line.Steals))
	}
	d.Do(render.Break{Rule: view.OffStealing})
	f := settled(t, d)
	if f.Off != view.OffStealing || f.At != at || f.Log == kept.Log || len(f.Log.Line.Steals) != 0 {
		t.Errorf("without stealing: off %q, at %d, %d steals", f.Off, f.At, len(f.Log.Line.Steals))
	}
	if got := f.Off.Tell(f.State, f.At); !strings.HasPrefix(got, "Stealing is off: P") || !strings.Contains(got, "in P0's queue") {
		t.Errorf("told: %q", got)
	}
	d.Do(render.Break{Rule: view.OffStealing})
	if f := settled(t, d); f.Off != 0 || f.State.Events != kept.State.Events || f.State.Hash() != kept.State.Hash() {
		t.Errorf("with the rule kept again: off %q, %d events, want %d", f.Off, f.State.Events, kept.State.Events)
	}
}

// The reader's choice holds when the file is read again, against what the file says too, and
// not for another program. A file with a fault leaves the run as it is.
// A reader who opens the heap has the run again with what happens to single objects, up to where he
// was; then the collector's steps can be chosen.
func TestDeckRecordsTheHeap(t *testing.T) {
	d := deckOf(t, "steal")
	d.Do(render.End{})
	d.Do(render.SeekTime{T: 30 * trace.Microsecond})
	before := settled(t, d)
	if before.Recorded || before.Grains() != 3 {
		t.Fatalf("it is recorded before anybody asks: %t, %d grains", before.Recorded, before.Grains())
	}
	d.Do(render.Record{})
	f := settled(t, d)
	allocs := 0
	for _, e := range f.Log.Events {
		if e.Kind == trace.HeapAlloc {
			allocs++
		}
	}
	if !f.Recorded || f.Cut != 0 || f.At != before.At || allocs == 0 || f.Grains() != pane.NumGrains {
		t.Errorf("recorded %t up to %d, at %d ns for %d, %d allocations, %d grains", f.Recorded, f.Cut, f.At, before.At, allocs, f.Grains())
	}
	log := f.Log
	if d.Do(render.Record{}); settled(t, d).Log != log {
		t.Error("asked again, it has run again")
	}

	l := *d.l
	l.conf.MaxDetail = 3
	d.again(&l)
	d.Do(render.End{})
	f = settled(t, d)
	allocs = 0
	var last trace.Time
	for _, e := range f.Log.Events {
		if e.Kind == trace.HeapAlloc {
			allocs++
			last = e.At
		}
	}
	if allocs != 3 || f.Cut != last || !f.State.Exit {
		t.Errorf("of 3 allocations that are kept there are %d, up to %d ns; it says %d", allocs, last, f.Cut)
	}
}

func TestDeckKeepsABrokenRule(t *testing.T) {
	const text = "//scope:off runnext\npackage main\n\nfunc main() {\n\tprintln(1)\n}\n"
	d := deckOf(t, "hello")
	d.Do(render.Open{Name: "mine.go", Src: []byte(text)})
	if f := settled(t, d); f.Off != view.OffRunNext {
		t.Errorf("the file breaks %q", f.Off)
	}
	d.Do(render.Break{Rule: view.OffRunNext})
	d.Do(render.Break{Rule: view.OffPreemption})
	if f := settled(t, d); f.Off != view.OffPreemption {
		t.Errorf("the reader breaks %q", f.Off)
	}
	d.Do(render.Reload{})
	if f := settled(t, d); f.Off != view.OffPreemption {
		t.Errorf("read again the program breaks %q", f.Off)
	}
	d.Do(render.Open{Name: "bad.go", Src: []byte("package main\n\nfunc main() { x }\n")})
	if f := settled(t, d); f.Off != view.OffPreemption || len(f.Problems) != 1 {
		t.Errorf("after a fault %q is broken, problems %v", f.Off, f.Problems)
	}
	d.Do(render.Break{Rule: view.OffNetpoll})
	if f := settled(t, d); f.Off != view.OffPreemption|view.OffNetpoll || len(f.Problems) != 1 {
		t.Errorf("with a fault shown %q is broken, problems %v", f.Off, f.Problems)
	}
	d.Do(render.Open{Name: "other.go", Src: []byte("package main\n\nfunc main() {}\n")})
	if f := settled(t, d); f.Off != 0 {
		t.Errorf("another program breaks %q", f.Off)
	}
}

// Each rule, broken, makes the difference in a scenario that its words tell.
func TestWhatABrokenRuleDoes(t *testing.T) {
	for _, tt := range []struct {
		scenario string
		rule     view.Off
		at       trace.Time
		want     string
	}{
		{"steal", view.OffStealing, 200 * trace.Microsecond, "Stealing is off: P1 has nothing to run, though"},
		{"preempt", view.OffPreemption, 15 * trace.Millisecond, "Preemption is off: G"},
		{"network", view.OffNetpoll, 300 * trace.Microsecond, "The network poller is off: "},
	} {
		d := deckOf(t, tt.scenario)
		d.Do(render.SeekTime{T: tt.at})
		settled(t, d)
		d.Do(render.Break{Rule: tt.rule})
		f := settled(t, d)
		if got := f.Off.Tell(f.State, f.At); !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s at %v: %q, want %q", tt.scenario, view.Duration(f.At), got, tt.want)
		}
	}
}
