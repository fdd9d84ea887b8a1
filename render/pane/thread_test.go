package pane

import (
	"strings"
	"testing"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// threads is a run in which M0 loses its P in a system call, M2 sleeps and M3 sleeps for its
// goroutine alone.
func threads(t *testing.T) *demo {
	d := newDemo(t, 2, 8, 1)
	d.add(trace.Event{Kind: trace.GoSystem, P: 0, M: 0, Other: 20, Text: "runtime.bgsweep", To: trace.LocalQueue})
	for _, m := range []trace.ThreadID{2, 3} {
		d.add(trace.Event{Kind: trace.ThreadStart, P: 1, M: m})
		d.add(trace.Event{Kind: trace.ProcStart, P: 1, M: m, Flag: true})
		d.add(trace.Event{Kind: trace.ProcStop, P: 1, M: m})
		d.add(trace.Event{Kind: trace.SpinEnd, P: trace.NoProc, M: m})
		park := trace.Event{Kind: trace.ThreadPark, P: trace.NoProc, M: m}
		if m == 3 {
			park.G = 20
		}
		d.add(park)
	}
	d.add(trace.Event{Kind: trace.GoSyscall, P: 0, M: 0, G: 1, Text: "read"})
	return d
}

// sysmonTakes lets sysmon take P0 and nap.
func (d *demo) sysmonTakes(nap trace.Time) {
	d.add(trace.Event{Kind: trace.ProcSteal, P: 0, M: 0})
	at := d.at
	e := trace.Event{At: at, Kind: trace.Sysmon, P: trace.NoProc, M: 1, N: int64(nap)}
	if err := d.log.Append(e); err != nil {
		d.t.Fatal(err)
	}
	if err := d.s.Apply(e); err != nil {
		d.t.Fatal(err)
	}
}

// Threads without a P are listed with what they do: those in system calls before those that
// wait for a goroutine, the idle ones last.
func TestThreadsWithoutAP(t *testing.T) {
	d := threads(t)
	d.sysmonTakes(20 * trace.Microsecond)
	f := d.frame()
	sc := &Screen{Theme: &paint.Dark, Controls: DefaultControls()}
	sc.Layout(f, 1600, 900, 0)
	var got []string
	for _, tab := range sc.board.tabs {
		got = append(got, "M"+itoa(int(tab.m))+" "+tab.doing.String()+" "+itoa(int(tab.g)))
	}
	if s := strings.Join(got, ", "); s != "M0 in a system call 0, M3 tied 20, M2 idle 0" {
		t.Errorf("threads without a P: %s", s)
	}
	for m, want := range map[trace.ThreadID]string{
		0: "It has lost its P, and looks for one when it is back.",
		2: "It sleeps on the idle list.",
		3: "until G20, which is locked to it,",
	} {
		if got := tellM(f.State, m); !strings.Contains(got, want) {
			t.Errorf("of M%d is told %q, want %q in it", m, got, want)
		}
	}
	f.State = f.Log.State(f.State.Events - 2) // the P is still there
	if got := tellP(f.State, 0); !strings.Contains(got, "sysmon takes it away") {
		t.Errorf("of P0 in a system call is told %q", got)
	}
	if got := sc.tellG(f, 20); !strings.Contains(got, "runtime.bgsweep, one of the runtime's own") {
		t.Errorf("of G20 is told %q", got)
	}
}

// All signs of what threads do differ.
func TestSignsOfThreadsDiffer(t *testing.T) {
	seen := map[string]view.Doing{}
	for d := view.Schedules; int(d) < view.NumDoings; d++ {
		b := paint.NewBatch()
		b.Reset(32, 32, 1)
		paintDoing(b, d, 16, 16, 26, paint.Dark.Text)
		pixels := string(b.Image(paint.Dark.Background).Pix)
		if other, ok := seen[pixels]; ok {
			t.Errorf("a thread that is %v looks like one that is %v", d, other)
		}
		seen[pixels] = d
	}
}

// sysmon is told of while it acts and until its nap is over, and not otherwise: a P that
// somebody else took is none of its doing.
func TestSysmonIsSeenWhenItActs(t *testing.T) {
	d := threads(t)
	quiet := d.frame()
	var m sysmonMark
	if m.look(quiet); m.text != "" {
		t.Errorf("before it has done anything sysmon %s", m.text)
	}
	before := d.s.Events
	d.sysmonTakes(20 * trace.Microsecond)
	f := d.frame()
	at := f.At
	for _, tt := range []struct {
		events int
		at     trace.Time
		text   string
		now    bool
	}{
		{before, at - 1, "", false},
		{before + 1, at, "took P0, naps 20 µs", true}, // its nap is known already: it has been seen before
		{before + 2, at, "took P0, naps 20 µs", true},
		{before + 2, at + 19_999, "took P0, naps 20 µs", false},
		{before + 2, at + 20_000, "", false},
	} {
		f.State, f.At = f.Log.State(tt.events), tt.at
		if m.look(f); m.text != tt.text || m.now != tt.now {
			t.Errorf("after %d events at %d sysmon %q, now %v; want %q, %v", tt.events, tt.at, m.text, m.now, tt.text, tt.now)
		}
	}
	other := threads(t)
	other.add(trace.Event{Kind: trace.ProcSteal, P: 0, M: 0})
	if m.look(other.frame()); m.text != "" {
		t.Errorf("without a look sysmon %s", m.text)
	}
}
