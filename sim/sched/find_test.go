package sched

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gopherscope/sim/trace"
)

// setState makes a scheduler in the state that a compact notation describes: parts separated
// by "; ", each about a P ("P0 tick=61 next=3 runq=1,2 timer=5", "P1 idle", "P1 runs=7") or
// the global queue ("global=8,9"). Goroutines have the numbers given; a timer readies the
// sleeping goroutine it names. P0's thread is in schedule and runs nothing.
func setState(t *testing.T, conf Config, state string) *machine {
	t.Helper()
	parts := strings.Split(state, "; ")
	conf.Procs = max(conf.Procs, strings.Count(state, "P"))
	mc := newMachine(t, conf)
	s := mc.s
	s.begin(0)
	m0 := s.newM()
	s.ms[s.newM()].State = Msysmon
	s.acquirep(m0, 0)

	slots := map[int]int32{}
	newG := func(id int, status Status) int32 {
		g := int32(s.gs.Append(G{ID: trace.GoID(id), Status: status, M: none, link: none, waiting: none}))
		slots[id] = g
		s.live++
		return g
	}
	for _, part := range parts {
		if ids, ok := strings.CutPrefix(part, "global="); ok {
			for _, id := range numbers(t, ids) {
				s.globrunqput(newG(id, Grunnable))
			}
			continue
		}
		words := strings.Fields(part)
		p := int32(numbers(t, words[0][1:])[0])
		pp := &s.ps[p]
		busy := p == 0
		for _, w := range words[1:] {
			key, val, _ := strings.Cut(w, "=")
			switch key {
			case "tick":
				pp.Schedtick = uint32(numbers(t, val)[0])
			case "next":
				pp.Next = newG(numbers(t, val)[0], Grunnable)
			case "runq":
				for _, id := range numbers(t, val) {
					s.runqpush(pp, newG(id, Grunnable))
				}
			case "timer":
				g := newG(numbers(t, val)[0], Gwaiting)
				s.timers[p] = append(s.timers[p], timerWhen{when: 0, g: g})
			case "runs":
				m := s.newM()
				s.acquirep(m, p)
				g := newG(numbers(t, val)[0], Grunning)
				s.g(g).M, s.ms[m].Curg = m, g
				s.running++
				busy = true
			case "idle":
			default:
				t.Fatalf("unknown word %q", w)
			}
		}
		if !busy {
			s.pidleput(p)
		}
	}
	return mc
}

func numbers(t *testing.T, list string) (ns []int) {
	t.Helper()
	for _, w := range strings.Split(list, ",") {
		n, err := strconv.Atoi(w)
		if err != nil {
			t.Fatal(err)
		}
		ns = append(ns, n)
	}
	return ns
}

// state writes a P's queues in the notation of setState.
func (mc *machine) state(p int32) string {
	s := fmt.Sprintf("P%d", p)
	if g := mc.s.ps[p].Next; g != none {
		s += fmt.Sprintf(" next=%d", mc.s.idOf(g))
	}
	return s + mc.list(" runq=", mc.s.Runq(p))
}

func (mc *machine) list(name string, slots []int32) string {
	var ids []string
	for _, g := range slots {
		ids = append(ids, strconv.Itoa(int(mc.s.idOf(g))))
	}
	if ids == nil {
		return ""
	}
	return name + strings.Join(ids, ",")
}

func TestFindRunnable(t *testing.T) {
	for _, tt := range []struct {
		name  string
		state string
		conf  Config
		want  trace.GoID // whom P0 runs, NoGo if nobody at this instant
		after string     // P0's queues then, and the global one
	}{
		{"runnext before the local queue", "P0 tick=1 next=3 runq=1,2", Config{}, 3, "P0 runq=1,2"},
		{"the local queue in order", "P0 tick=1 runq=1,2", Config{}, 1, "P0 runq=2"},
		{"the local queue before the global one", "P0 tick=1 runq=1; global=9", Config{}, 1, "P0; global=9"},
		{"every 61st slice looks at the global queue first", "P0 tick=61 next=3 runq=1; global=9,10", Config{}, 9, "P0 next=3 runq=1; global=10"},
		{"… and no other does", "P0 tick=62 next=3; global=9", Config{}, 3, "P0; global=9"},
		{"… nor if it is empty", "P0 tick=61 next=3", Config{}, 3, "P0"},
		{"an expired timer readies into runnext, before the queues", "P0 tick=1 next=3 runq=1 timer=5", Config{}, 5, "P0 runq=1,3"},
		{"… but not before the 61st look", "P0 tick=61 timer=5; global=9", Config{}, 9, "P0 next=5"},
		{"one P takes the whole global queue", "P0 tick=1; global=6,7,8,9", Config{}, 6, "P0 runq=7,8,9"},
		{"two Ps take half of it and one", "P0 tick=1; P1 runs=3; global=6,7,8,9", Config{}, 6, "P0 runq=7,8; global=9"},
		{"… at most half a ring", "P0 tick=1; global=1,2,3,4,5,6,7,8", Config{RunqCap: 4}, 1, "P0 runq=2; global=3,4,5,6,7,8"},
		{"a thief takes half and runs the last it took", "P0 tick=1; P1 runs=9 runq=1,2,3,4", Config{}, 2, "P0 runq=1"},
		{"… the bigger half", "P0 tick=1; P1 runs=9 runq=1,2,3,4,5", Config{}, 3, "P0 runq=1,2"},
		{"… of one, all", "P0 tick=1; P1 runs=9 runq=1", Config{}, 1, "P0"},
		{"a thief leaves runnext while the ring has work", "P0 tick=1; P1 runs=9 next=8 runq=1", Config{}, 1, "P0"},
		{"… and naps before it takes it", "P0 tick=1; P1 runs=9 next=8", Config{}, trace.NoGo, "P0"},
		{"a thief runs a victim's expired timers on its own P", "P0 tick=1; P1 runs=9 timer=5", Config{}, 5, "P0"},
		{"nobody steals with stealing off", "P0 tick=1; P1 runs=9 runq=1,2", Config{NoStealing: true}, trace.NoGo, "P0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mc := setState(t, tt.conf, tt.state)
			mc.s.schedule(0)
			got := trace.NoGo
			if g := mc.s.ms[0].Curg; g != none {
				got = mc.s.idOf(g)
			}
			after := mc.state(0) + mc.list("; global=", mc.s.GlobalRunq())
			if got != tt.want || after != tt.after {
				t.Errorf("given %s\ngot  G%d, leaving %s\nwant G%d, leaving %s", tt.state, got, after, tt.want, tt.after)
			}
			if err := mc.s.Check(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestRunqput(t *testing.T) {
	for _, tt := range []struct {
		name   string
		state  string
		next   bool
		conf   Config
		want   string
		events string
	}{
		{"into an empty runnext", "P0 tick=1", true, Config{}, "P0 next=100", "GoUnblock runnext"},
		{"kicks the old runnext to the tail", "P0 tick=1 next=3 runq=1,2", true, Config{}, "P0 next=100 runq=1,2,3", "GoUnblock runnext, GoKick G3"},
		{"without next, to the tail", "P0 tick=1 next=3 runq=1,2", false, Config{}, "P0 next=3 runq=1,2,100", "GoUnblock local queue"},
		{"a full ring spills its older half and the kicked", "P0 tick=1 next=5 runq=1,2,3,4", true, Config{RunqCap: 4}, "P0 next=100 runq=3,4; global=1,2,5", "GoUnblock runnext, GoSpill 2 G5"},
		{"… or the newcomer", "P0 tick=1 runq=1,2,3,4; global=9", false, Config{RunqCap: 4}, "P0 runq=3,4; global=9,1,2,100", "GoUnblock local queue, GoSpill 2 G100"},
		{"with runnext off, to the tail", "P0 tick=1 next=3", true, Config{NoRunNext: true}, "P0 next=3 runq=100", "GoUnblock local queue"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			mc := setState(t, tt.conf, tt.state)
			s := mc.s
			g := int32(s.gs.Append(G{ID: 100, Status: Grunnable, M: none, link: none, waiting: none}))
			mc.wants, mc.events = trace.Sched, nil
			s.emitPut(0, s.runqput(0, g, tt.next), trace.Event{Kind: trace.GoUnblock, Other: 100})
			var events []string
			for _, e := range mc.events {
				w := e.Kind.String()
				switch e.Kind {
				case trace.GoUnblock:
					w += " " + e.To.String()
				case trace.GoKick:
					w += fmt.Sprintf(" G%d", e.Other)
				case trace.GoSpill:
					w += fmt.Sprintf(" %d G%d", e.N, e.Other)
				}
				events = append(events, w)
			}
			got := mc.state(0) + mc.list("; global=", s.GlobalRunq())
			if ev := strings.Join(events, ", "); got != tt.want || ev != tt.events {
				t.Errorf("given %s\ngot  %s, telling %s\nwant %s, telling %s", tt.state, got, ev, tt.want, tt.events)
			}
		})
	}
}

// The order of victims: every P once in a pass, whatever is drawn.
func TestStealOrderMeetsEachOnce(t *testing.T) {
	for n := 1; n <= 24; n++ {
		s := newMachine(t, Config{Procs: n, Seed: uint64(n)}).s
		for range 50 {
			var st stealing
			s.stealOrder(&st)
			var met []int
			for range n {
				met = append(met, int(st.pos))
				st.pos = (st.pos + st.inc) % uint32(n)
			}
			slices.Sort(met)
			if len(slices.Compact(met)) != n {
				t.Fatalf("%d Ps: step %d meets only %v", n, st.inc, met)
			}
		}
	}
}
