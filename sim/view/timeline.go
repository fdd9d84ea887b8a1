package view

import (
	"cmp"
	"slices"

	"gopherscope/sim/trace"
)

// A Run is one stay of a goroutine on a P, or a time in which a thread does one thing.
type Run struct {
	G        trace.GoID // NoGo for a run that stands for several, merged because each is too short to see, and of a thread that has none
	Func     int32      // what the goroutine runs; of a merged run, what most of it runs
	System   bool       // the goroutine is one of the runtime's own
	Doing    Doing      // of a thread's run: what it does
	Work     Work       // of a P's run: what the goroutine does for the collector
	From, To trace.Time // To is Never while it lasts
}

// A Steal is the moment at which one P took goroutines from another.
type Steal struct {
	At       trace.Time
	From, To trace.ProcID
	G        trace.GoID // the one that the thief runs
	N        int64      // goroutines taken
}

// A Cycle is one cycle of the collector.
type Cycle struct {
	N        int64
	From, To trace.Time // To is Never while it lasts
	event    int        // index of its GCBegin
}

// A Pause is a time in which the world is stopped.
type Pause struct {
	Why      string
	From, To trace.Time // To is Never while it lasts
}

// A Level is how much of the heap is in use, and how much may be, from an instant on, in bytes; see
// State.
type Level struct {
	At                  trace.Time
	Live, Goal, Trigger int64
}

// A Timeline is who ran where and when, over the whole log.
type Timeline struct {
	Rows    [][]Run // by ProcID, each in order of time and without overlaps
	Threads [][]Run // by ThreadID, likewise; what lasts no time is left out, and so is looking for what to run next
	Steals  []Steal // in order of time
	Cycles  []Cycle // in order of time
	Pauses  []Pause // likewise
	Levels  []Level // likewise; of an instant the last one only
	End     trace.Time
}

// add takes in e, which has led to s.
func (t *Timeline) add(e *trace.Event, s *State) {
	t.End = e.At
	for len(t.Rows) < len(s.Procs) {
		t.Rows = append(t.Rows, nil)
	}
	switch e.Kind {
	case trace.GoStart, trace.GoSyscallEnd:
		if r := t.open(e.P); r != nil && r.G == e.G {
			return // back from a system call during which it kept its P
		}
		g, _ := s.G(e.G)
		t.Rows[e.P] = append(t.Rows[e.P], Run{G: e.G, Func: g.Func, System: g.System, From: e.At, To: trace.Never})
	case trace.GoStop, trace.GoBlock, trace.GoDestroy, trace.ProcSteal:
		if r := t.open(e.P); r != nil && (r.G == e.G || e.Kind == trace.ProcSteal) {
			r.To = e.At
		}
	case trace.ProgramEnd:
		for p := range t.Rows {
			if r := t.open(trace.ProcID(p)); r != nil {
				r.To = e.At
			}
		}
		for m := range t.Threads {
			if r := last(t.Threads[m]); r != nil && r.To == trace.Never {
				r.To = e.At
			}
		}
	case trace.GoSteal:
		t.Steals = append(t.Steals, Steal{At: e.At, From: e.From, To: e.P, G: s.Procs[e.P].Picked, N: e.N})
	case trace.GCWorkerStart, trace.GCWorkerStop, trace.GCAssistBegin, trace.GCAssistEnd, trace.GCSweepBegin, trace.GCSweepEnd:
		t.work(e, s.Procs[e.P].Work)
	case trace.GCBegin:
		t.Cycles = append(t.Cycles, Cycle{N: e.N, From: e.At, To: trace.Never, event: s.Events - 1})
	case trace.GCEnd:
		if n := len(t.Cycles); n > 0 {
			t.Cycles[n-1].To = e.At
		}
	case trace.STWBegin:
		t.Pauses = append(t.Pauses, Pause{Why: e.Text, From: e.At, To: trace.Never})
	case trace.STWEnd:
		if n := len(t.Pauses); n > 0 {
			t.Pauses[n-1].To = e.At
		}
	}
	t.level(e, s)
	if !s.Exit {
		t.thread(e, s)
	}
}

// work has the run that lasts on e.P be one of another work from e on.
func (t *Timeline) work(e *trace.Event, w Work) {
	r := t.open(e.P)
	if r == nil || r.Work == w {
		return
	}
	if r.From < e.At {
		next := *r
		next.From = e.At
		r.To = e.At
		t.Rows[e.P] = append(t.Rows[e.P], next)
		r = t.open(e.P)
	}
	r.Work = w
}

// level takes in the amounts of heap after e.
func (t *Timeline) level(e *trace.Event, s *State) {
	now := Level{At: e.At, Live: s.Live, Goal: s.Goal, Trigger: s.Trigger}
	if n := len(t.Levels); n > 0 {
		last := &t.Levels[n-1]
		if last.Live == now.Live && last.Goal == now.Goal && last.Trigger == now.Trigger {
			return
		}
		if last.At == now.At {
			*last = now
			return
		}
	} else if now.Live|now.Goal|now.Trigger == 0 {
		return
	}
	t.Levels = append(t.Levels, now)
}

// LevelAt returns the index of the last level at or before an instant, -1 if there is none.
func (t *Timeline) LevelAt(at trace.Time) int {
	i, _ := slices.BinarySearchFunc(t.Levels, at, func(l Level, at trace.Time) int {
		if l.At <= at {
			return -1
		}
		return 1
	})
	return i - 1
}

// thread takes in what the thread of e does from e on.
func (t *Timeline) thread(e *trace.Event, s *State) {
	doing := s.Doing(e.M)
	if doing == NotMade {
		return
	}
	for len(t.Threads) <= int(e.M) {
		t.Threads = append(t.Threads, nil)
	}
	if doing == Naps {
		doing = Spins // too short a rest for a line of its own
	}
	now := Run{Doing: doing, From: e.At, To: trace.Never}
	switch m := &s.Ms[e.M]; doing {
	case Runs, Calls:
		g, _ := s.G(m.G)
		now.G, now.Func, now.System = m.G, g.Func, g.System
	case Tied:
		now.G = m.For
	}
	row := t.Threads[e.M]
	if r := last(row); r != nil && r.To == trace.Never {
		if r.Doing == doing && r.G == now.G {
			return
		}
		r.To = e.At
		if r.From == r.To {
			row = row[:len(row)-1]
		}
	}
	if r := last(row); r != nil && r.To == e.At && r.Doing == doing && r.G == now.G {
		r.To = trace.Never // what came between lasted no time
	} else if doing != Schedules && doing != Ended {
		row = append(row, now)
	}
	t.Threads[e.M] = row
}

// last returns the last run of a row, or nil.
func last(row []Run) *Run {
	if len(row) == 0 {
		return nil
	}
	return &row[len(row)-1]
}

// open returns the run that lasts on p, or nil.
func (t *Timeline) open(p trace.ProcID) *Run {
	if p < 0 || int(p) >= len(t.Rows) || len(t.Rows[p]) == 0 {
		return nil
	}
	if r := &t.Rows[p][len(t.Rows[p])-1]; r.To == trace.Never {
		return r
	}
	return nil
}

// AppendVisible appends to dst the runs of p that touch [from, to), in order of time. Runs
// shorter than least, in ns, are merged with their neighbours into one that is at least as
// long and carries the function that most of it runs. Its cost grows with (to-from)/least,
// not with the length of the log.
//
// A run that lasts is given the end now, or the end of the log if that is later.
func (t *Timeline) AppendVisible(dst []Run, p trace.ProcID, from, to, now, least trace.Time) []Run {
	if p < 0 || int(p) >= len(t.Rows) {
		return dst
	}
	return appendVisible(dst, t.Rows[p], from, to, max(now, t.End), least)
}

// AppendThread is AppendVisible for what thread m does.
func (t *Timeline) AppendThread(dst []Run, m trace.ThreadID, from, to, now, least trace.Time) []Run {
	if m < 0 || int(m) >= len(t.Threads) {
		return dst
	}
	return appendVisible(dst, t.Threads[m], from, to, max(now, t.End), least)
}

func appendVisible(dst, row []Run, from, to, now, least trace.Time) []Run {
	for i := firstAfter(row, from); i < len(row) && row[i].From < to; {
		r := row[i]
		if r.To == trace.Never {
			r.To = now
		}
		i++
		if r.To-r.From >= least || i == len(row) || row[i].From >= r.From+least {
			dst = append(dst, r)
			continue
		}
		last := i + firstAfter(row[i:], r.From+least)
		if last < len(row) && row[last].From < r.From+least {
			if !row[last].short(now, least) {
				last-- // a long run keeps its own place
			}
		} else {
			last--
		}
		most := mostly(row[i-1:last+1], now)
		r.Func, r.System, r.Doing, r.Work = most.Func, most.System, most.Doing, most.Work
		if last >= i {
			r.G = trace.NoGo
			r.To = row[last].To
			if r.To == trace.Never {
				r.To = now
			}
		}
		i = last + 1
		dst = append(dst, r)
	}
	return dst
}

// short reports whether r lasts less than least, counting to end if it lasts.
func (r Run) short(end, least trace.Time) bool { return min(r.To, max(end, r.From))-r.From < least }

// firstAfter returns the index of the first run that ends after at.
func firstAfter(row []Run, at trace.Time) int {
	i, _ := slices.BinarySearchFunc(row, at, func(r Run, at trace.Time) int {
		if r.To > at {
			return 1
		}
		return cmp.Compare(r.To, at+1)
	})
	return i
}

// mostly returns a run like which most of the time is spent: in its function, or doing what it
// does; judged by at most eight of them.
func mostly(runs []Run, end trace.Time) Run {
	const samples = 8
	var like [samples]Run
	var spent [samples]trace.Time
	best := 0
	step := max(1, len(runs)/samples)
	for k, i := 0, 0; k < samples && i < len(runs); k, i = k+1, i+step {
		at := slices.IndexFunc(like[:k], func(r Run) bool { return r.Func == runs[i].Func && r.Doing == runs[i].Doing && r.Work == runs[i].Work })
		if at < 0 {
			at = k
			like[k] = runs[i]
		}
		spent[at] += min(runs[i].To, end) - runs[i].From
		if spent[at] > spent[best] {
			best = at
		}
	}
	return like[best]
}
