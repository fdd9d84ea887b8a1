package pane

import (
	"math/rand/v2"
	"strings"
	"testing"

	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// demoSource is the program that the hand-made runs pretend to run: its line is the pc.
const demoSource = `// Work stealing. Three producers feed twenty consumers.
package main

import "sync"

var mu sync.Mutex

func main() {
	jobs := make(chan Job, 4)
	results := make(chan Result)
	var wg sync.WaitGroup
	for range 3 {
		go produce(jobs)
	}
	for range 20 {
		go consume(jobs, results)
	}
	go report(results)
	wg.Wait()
}

func produce(jobs chan<- Job) {
	for n := range 100 {
		jobs <- Job{n}
		time.Sleep(pause)
	}
}

func consume(jobs <-chan Job, results chan<- Result) {
	for job := range jobs { // ends when jobs is closed
		r := work(job) // allocates
		mu.Lock()
		stats[job.Kind]++
		mu.Unlock()
		results <- r
	}
}

func report(results <-chan Result) {
	for r := range results {
		fmt.Println("a result that is worth a long line of text, longer than the pane is wide", r.Name, r.Value, r.Took, r.Where)
	}
}
`

var demoFuncs = []Func{{}, {"main.main", 8, 20}, {"main.produce", 22, 27}, {"main.consume", 29, 37}, {"main.report", 39, 43}}

// Things that the goroutines of a demo wait for.
const (
	jobs, results, mu, wg = 64, 128, 192, 256
)

type demoProbe struct{}

func (demoProbe) PC(trace.GoID) int32                    { return 0 }
func (demoProbe) Frames(trace.GoID) []view.Frame         { return nil }
func (demoProbe) Globals() []view.Value                  { return nil }
func (demoProbe) Inside(view.Ref) []view.Value           { return nil }
func (demoProbe) Object(uint64) (o view.Object, ok bool) { return o, false }
func (demoProbe) Name(addr uint64) string {
	return map[uint64]string{jobs: "jobs", results: "results", mu: "mu", wg: "wg"}[addr]
}

// A demo makes a log that a machine might have written, with a simple scheduler of its own
// that keeps to the order of findRunnable.
type demo struct {
	t    testing.TB
	log  *view.Log
	s    *view.State
	r    *rand.Rand
	at   trace.Time
	next trace.GoID
	most int // goroutines
}

func newDemo(t testing.TB, procs, goroutines int, seed uint64) *demo {
	d := &demo{t: t, log: new(view.Log), s: new(view.State), r: rand.New(rand.NewPCG(seed, 1)), next: 2, most: goroutines}
	d.add(trace.Event{Kind: trace.ProcsChange, P: trace.NoProc, M: trace.NoThread, N: int64(procs)})
	d.add(trace.Event{Kind: trace.ThreadStart, P: trace.NoProc, M: 0})
	d.add(trace.Event{Kind: trace.ProcStart, P: 0, M: 0})
	d.add(trace.Event{Kind: trace.GoCreate, P: 0, M: 0, Other: 1, Func: 1, To: trace.RunNext})
	d.add(trace.Event{Kind: trace.GoStart, P: 0, M: 0, G: 1, Rule: trace.RuleRunNext, N: 1})
	d.add(trace.Event{Kind: trace.ChanMake, P: 0, M: 0, G: 1, PC: 9, Obj: jobs, N: 4, Text: "Job"})
	d.add(trace.Event{Kind: trace.ChanMake, P: 0, M: 0, G: 1, PC: 10, Obj: results, Text: "Result"})
	d.add(trace.Event{Kind: trace.WaitGroupAdd, P: 0, M: 0, G: 1, PC: 11, Obj: wg, N: 24, N2: 24})
	return d
}

func (d *demo) add(e trace.Event) {
	d.at += trace.Time(d.r.IntN(900) + 60)
	e.At = d.at
	if err := d.log.Append(e); err != nil {
		d.t.Fatal(err)
	}
	if err := d.s.Apply(e); err != nil {
		d.t.Fatal(err)
	}
}

// run makes n moves, or goes on until stop says so.
func (d *demo) run(n int, stop func() bool) {
	for range n {
		d.move()
		if stop != nil && stop() {
			return
		}
	}
}

func (d *demo) move() {
	id := trace.ProcID(d.r.IntN(len(d.s.Procs)))
	p := &d.s.Procs[id]
	switch {
	case p.M == trace.NoThread:
		d.wake(id)
	case p.Running != trace.NoGo:
		d.act(id, p)
	default:
		d.schedule(id, p)
	}
	if k := d.s.Procs[id].Kicked; k != trace.NoGo {
		d.add(trace.Event{Kind: trace.GoKick, P: id, M: d.s.Procs[id].M, Other: k})
	}
}

func (d *demo) wake(id trace.ProcID) {
	if n := len(d.s.IdleM); n > 0 {
		m := d.s.IdleM[n-1]
		d.add(trace.Event{Kind: trace.ThreadWake, P: id, M: m})
		d.add(trace.Event{Kind: trace.ProcStart, P: id, M: m, Flag: true})
		return
	}
	m := trace.ThreadID(max(2, len(d.s.Ms)))
	d.add(trace.Event{Kind: trace.ThreadStart, P: id, M: m})
	d.add(trace.Event{Kind: trace.ProcStart, P: id, M: m, Flag: true})
}

func (d *demo) schedule(id trace.ProcID, p *view.Proc) {
	start := trace.Event{Kind: trace.GoStart, P: id, M: p.M, N: p.Tick + 1}
	switch {
	case p.Picked != trace.NoGo:
		start.G, start.Rule = p.Picked, trace.RuleSteal
	case p.Next != trace.NoGo:
		start.G, start.Rule, start.Flag, start.N = p.Next, trace.RuleRunNext, true, p.Tick
	case len(p.Ring) > 0:
		start.G, start.Rule = p.Ring[0], trace.RuleLocal
	case len(d.s.Global) > 0:
		n := min(len(d.s.Global), len(d.s.Global)/len(d.s.Procs)+1)
		start.G, start.Rule = d.s.Global[0], trace.RuleGlobal
		if n > 1 {
			d.add(trace.Event{Kind: trace.GoBatch, P: id, M: p.M, Other: start.G, N: int64(n - 1)})
			return
		}
	default:
		for i := range d.s.Procs {
			v := &d.s.Procs[i]
			if n := (len(v.Ring) + 1) / 2; n > 0 {
				last := v.Ring[n-1]
				d.add(trace.Event{Kind: trace.GoSteal, P: id, M: p.M, From: trace.ProcID(i), N: int64(n), To: trace.LocalQueue, Other: last})
				return
			}
		}
		m := p.M
		d.add(trace.Event{Kind: trace.ProcStop, P: id, M: m})
		d.add(trace.Event{Kind: trace.ThreadPark, M: m, P: trace.NoProc})
		return
	}
	d.add(start)
}

// act lets the goroutine that runs on id do something.
func (d *demo) act(id trace.ProcID, p *view.Proc) {
	g, _ := d.s.G(p.Running)
	e := trace.Event{P: id, M: p.M, G: p.Running}
	lines := demoFuncs[g.Func]
	e.PC = int32(lines.First + 1 + d.r.IntN(lines.Last-lines.First-1))
	if g.Status == view.Syscall {
		e.Kind = trace.GoSyscallEnd
		d.add(e)
		return
	}
	if int(d.next) < d.most+2 && (g.ID == 1 || d.r.IntN(8) == 0) {
		e.Kind, e.Other, e.To, e.Func = trace.GoCreate, d.next, trace.RunNext, int32(2+d.r.IntN(3))
		d.next++
		d.add(e)
		return
	}
	switch k := d.r.IntN(12); {
	case k == 0:
		e.Kind, e.Why, e.Obj = trace.GoBlock, trace.ChanReceive, jobs
	case k == 1:
		e.Kind, e.Why, e.Obj = trace.GoBlock, trace.ChanSend, results
	case k == 2:
		e.Kind, e.Why, e.Obj = trace.GoBlock, trace.MutexLock, mu
	case k == 3:
		e.Kind, e.Why, e.Until = trace.GoBlock, trace.Sleep, d.at+380*trace.Microsecond
	case k == 4:
		e.Kind, e.Why, e.To = trace.GoStop, trace.Preempted, trace.GlobalQueue
	case k == 5:
		e.Kind, e.Obj = trace.MutexLocked, mu
	case k == 6:
		e.Kind, e.Obj, e.N = trace.ChanSent, jobs, int64(d.r.IntN(5))
	case k == 7:
		e.Kind, e.Text = trace.GoSyscall, "write"
	default:
		for i := range d.s.Gs {
			if o := &d.s.Gs[(i+int(d.at))%len(d.s.Gs)]; o.Status == view.Waiting {
				e.Kind, e.Other, e.Obj, e.To = trace.GoUnblock, o.ID, o.Obj, trace.RunNext
				break
			}
		}
		if e.Kind == trace.NoKind {
			e.Kind = trace.GoLine
		}
	}
	if g.ID == 1 && e.Kind == trace.GoBlock {
		e.Why, e.Obj = trace.WaitGroupWait, wg
	}
	d.add(e)
}

func (d *demo) frame() *Frame {
	return &Frame{
		State: d.s, At: d.s.At, Log: d.log, Probe: demoProbe{},
		Source: Source{"stealing.go", demoSource}, Funcs: demoFuncs, Line: func(pc int32) int { return int(pc) },
		Title: "Work stealing", Procs: len(d.s.Procs), GOGC: 100, Seed: 7,
		Marks: []Mark{
			{Note, 15, "Twenty consumers wait in P0's queue. Three Ps have nothing to do."},
			{Ask, 17, "A spinning thread finds six goroutines in a ring. How many does it take, and which of them runs first?"},
		},
	}
}

// stealFrame is a moment as in the design: a thief has just taken three goroutines.
func stealFrame(t testing.TB) *Frame {
	for seed := range uint64(200) {
		d := newDemo(t, 4, 26, seed)
		d.run(1500, func() bool {
			e := &d.s.Last
			return d.s.Events > 150 && e.Kind == trace.GoSteal && e.N >= 3
		})
		if e := &d.s.Last; e.Kind == trace.GoSteal {
			n := d.s.Events
			at := *d.s.Clone()
			d.run(160, nil)
			f := d.frame()
			f.State = f.Log.State(n)
			f.At = at.At
			return f
		}
	}
	t.Fatal("no steal in any demo")
	return nil
}

func longLine() string {
	return "// " + strings.Repeat("0123456789 ", 11) + "end"
}
