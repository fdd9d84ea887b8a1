package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"gopherscope/sim"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// What a goroutine panics with is told in the words of the value's Error method where it has
// one that the machine knows, and as Go would write the value otherwise.
func TestPanicText(t *testing.T) {
	prog := load(t, "main.go", `package main

import ("errors"; "fmt")

type point struct{ x, y int }
type code int
type worker interface{ work() }

func main() {
	for _, v := range []any{1, "s", 2.5, errors.New("plain"), fmt.Errorf("wrap %w", errors.New("x")), point{3, 4}, &point{5, 6}, code(7), nil} {
		try(func() { panic(v) })
	}
	var p *point
	var m map[string]int
	var c chan int
	var none, some any = nil, 3
	zero := 0
	list := []int{1}
	try(func() { p.x++ })
	try(func() { m["a"] = 1 })
	try(func() { close(c) })
	try(func() { _ = none.(string) })
	try(func() { _ = some.(string) })
	try(func() { _ = some.(worker) })
	try(func() { _ = list[zero-1] })
	try(func() { _ = list[zero+3:] })
	try(func() { _ = 1 / zero })
}

func try(f func()) {
	defer func() { recover() }()
	f()
}
`)
	o := &output{classes: trace.Sched}
	sim.New(prog, sim.Config{Procs: 1}, o).Run(sim.Limit{})
	var got []string
	for _, e := range o.events {
		if e.Kind == trace.GoPanic {
			got = append(got, e.Text)
		}
	}
	want := []string{
		"1", `"s"`, "2.5", "plain", "wrap x", "main.point{3 4}", "&main.point{5 6}", "main.code(7)",
		"panic called with nil argument (use GODEBUG=panicnil=1 to disable)",
		"runtime error: invalid memory address or nil pointer dereference",
		"assignment to entry in nil map",
		"close of nil channel",
		"interface conversion: interface {} is nil, not string",
		"interface conversion: interface {} is int, not string",
		"interface conversion: int is not main.worker: missing method work",
		"runtime error: index out of range [-1]",
		"runtime error: slice bounds out of range [3:1]",
		"runtime error: integer divide by zero",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the panics are\n%q\nwant\n%q", got, want)
	}
}

// stopAt runs a program until it has written text, and returns the machine there.
func stopAt(t *testing.T, src, text string) *sim.Machine {
	t.Helper()
	o := &output{classes: trace.Output}
	mc := sim.New(load(t, "main.go", src), sim.Config{Procs: 1}, o)
	for !strings.Contains(o.stdout.String()+o.stderr.String(), text) {
		if mc.Outcome().Done {
			t.Fatalf("it ends without %q:\n%s%s", text, o.stdout.String(), o.stderr.String())
		}
		mc.Run(sim.Limit{Steps: mc.Steps() + 1})
	}
	return mc
}

// told writes frames of the user's as a person would.
func told(frames []view.Frame) string {
	var b strings.Builder
	for _, f := range frames {
		if f.Std && f.Panic == "" && !f.Goexit {
			continue
		}
		fmt.Fprintf(&b, "%s", f.Func)
		if f.Line > 0 {
			fmt.Fprintf(&b, " line %d", f.Line)
		}
		for _, is := range []struct {
			on   bool
			word string
		}{{f.Deferred, "deferred"}, {f.Gone, "gone"}, {f.Recovered, "recovered"}, {f.Panic != "", f.Panic}} {
			if is.on {
				b.WriteString(", " + is.word)
			}
		}
		b.WriteString("\n")
		for _, v := range f.Vars {
			b.WriteString("\t" + toldValue(v) + "\n")
		}
		for _, c := range f.Defers {
			fmt.Fprintf(&b, "\tdefer %s(", c.Func)
			for i, a := range c.Args {
				if i > 0 {
					b.WriteString(", ")
				}
				b.WriteString(a.Text)
			}
			b.WriteString(")\n")
		}
	}
	return b.String()
}

func toldValue(v view.Value) string {
	s := [...]string{"", "param ", "result ", "captured "}[v.Role] + v.Name + " " + v.Type
	if v.Text != "" {
		s += " = " + v.Text
	}
	if v.Dead {
		s += " (dead)"
	}
	if v.Hidden {
		s += " (hidden)"
	}
	return s
}

// find returns a variable of the first frame of the user's that has it.
func find(t *testing.T, frames []view.Frame, name string) view.Value {
	t.Helper()
	for _, f := range frames {
		for _, v := range f.Vars {
			if v.Name == name && !f.Std {
				return v
			}
		}
	}
	t.Fatalf("no variable %s in\n%s", name, told(frames))
	return view.Value{}
}

func TestProbeValues(t *testing.T) {
	mc := stopAt(t, `package main

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

type point struct{ x, y int32 }
type node struct {
	name string
	next *node
}
type shape interface{ area() float64 }
type square struct{ side float64 }

func (s *square) area() float64 { return s.side * s.side }

type celsius float32

func main() {
	b, i8, u16, r := true, int8(-3), uint16(65535), 'x'
	f, c, z := 1.5, celsius(36.6), complex(1, -2)
	s, long := "a \"quoted\" text", strings.Repeat("0123456789", 10)
	p := point{3, -4}
	pp := &p
	var np *point
	list := &node{"one", &node{"two", nil}}
	list.next.next = list
	sl := make([]int, 3, 6)
	copy(sl, []int{7, 8, 9})
	var ns []int
	empty := []string{}
	many := make([]int, 1000)
	arr := [4]point{1: {1, 2}}
	m := map[string][]int{"a": {1}, "b": nil}
	var nm map[int]int
	ch := make(chan string, 4)
	ch <- "first"
	ch <- "second"
	<-ch
	ch <- "third"
	done := make(chan struct{})
	close(done)
	var nc chan int
	var any0, any1, any2 any = nil, 42, point{5, 6}
	var sh0 shape
	var sq *square
	var sh1, sh2 shape = sq, &square{2}
	err := fmt.Errorf("wrapped: %w", errors.New("inner"))
	fn, nf := main2, (func())(nil)
	count, step := 0, 2
	inc := func() { count += step }
	inc()
	var mu, mu2 sync.Mutex
	mu.Lock()
	var wg sync.WaitGroup
	wg.Add(3)
	var hits atomic.Int64
	hits.Add(5)
	d := 1500 * time.Millisecond
	up := unsafe.Pointer(nil)
	fmt.Println("here")
	use(b, i8, u16, r, f, c, z, s, long, p, pp, np, list, sl, ns, empty, many, arr, m, nm, ch, done, nc)
	use(any0, any1, any2, sh0, sh1, sh2, err, fn, nf, count, inc, &mu, &mu2, &wg, &hits, d, up)
}

func main2() {}

func use(...any) {}
`, "here")
	pr := mc.Probe()
	frames := pr.Frames(1)
	for name, want := range map[string]string{
		"b": "true", "i8": "-3", "u16": "65535", "r": "120",
		"f": "1.5", "c": "36.6", "z": "(1-2i)",
		"s": `"a \"quoted\" text"`, "long": `"` + strings.Repeat("0123456789", 6) + `"…`,
		"p": "{3 -4}", "pp": "→ {3 -4}", "np": "nil",
		"list": `→ {"one" → {…}}`,
		"sl":   "len 3 cap 6 [7 8 9]", "ns": "nil, len 0 cap 0", "empty": "len 0 cap 0 []",
		"many": "len 1000 cap 1000 [0 0 0 0 0 0 0 0 …]",
		"arr":  "[{0 0} {1 2} {0 0} {0 0}]",
		"m":    `len 2 {"a":len 1 cap 1 [1] "b":nil, len 0 cap 0}`, "nm": "nil",
		"ch": "len 2 cap 4", "done": "unbuffered, closed", "nc": "nil",
		"any0": "(nil, nil)", "any1": "(int, 42)", "any2": "(point, {5 6})",
		"sh0": "(nil, nil)", "sh1": "(*square, nil)", "sh2": "(*square, → {2})",
		"err": `(*fmt.wrapError, → {"wrapped: inner" (*errors.errorString, → …)})`,
		"fn":  "main2", "nf": "nil", "inc": "main.func1", "count": "2",
		"mu": "locked", "mu2": "unlocked", "wg": "counter 3", "hits": "5", "d": "1.5s", "up": "nil",
	} {
		if v := find(t, frames, name); v.Dead || v.Text != want {
			t.Errorf("%s", toldValue(v)+"\n\twant "+want)
		}
	}
	inside := func(path ...string) (got []string) {
		v := find(t, frames, path[0])
		for _, name := range path[1:] {
			in := pr.Inside(v.Ref)
			i := slices.IndexFunc(in, func(v view.Value) bool { return v.Name == name })
			if i < 0 {
				t.Fatalf("%q: no %s in %v", path, name, in)
			}
			v = in[i]
		}
		for _, v := range pr.Inside(v.Ref) {
			got = append(got, strings.TrimSpace(toldValue(v)))
		}
		return got
	}
	for _, tt := range []struct {
		path []string
		want []string
	}{
		{[]string{"p"}, []string{"x int32 = 3", "y int32 = -4"}},
		{[]string{"pp"}, []string{"x int32 = 3", "y int32 = -4"}},
		{[]string{"np"}, nil},
		{[]string{"list", "next", "next", "next"}, []string{`name string = "two"`, `next *main.node = → {"one" → {…}}`}},
		{[]string{"sl"}, []string{"0 int = 7", "1 int = 8", "2 int = 9", "3 int = 0 (hidden)", "4 int = 0 (hidden)", "5 int = 0 (hidden)"}},
		{[]string{"arr", "1"}, []string{"x int32 = 1", "y int32 = 2"}},
		{[]string{"m"}, []string{`"a" []int = len 1 cap 1 [1]`, `"b" []int = nil, len 0 cap 0`}},
		{[]string{"ch"}, []string{`0 string = "second"`, `1 string = "third"`}},
		{[]string{"any1"}, nil},
		{[]string{"any2"}, []string{"x int32 = 5", "y int32 = 6"}},
		{[]string{"sh2"}, []string{"side float64 = 2"}},
		{[]string{"inc"}, []string{"captured count int = 2", "captured step int = 2"}},
	} {
		if got := inside(tt.path...); !slices.Equal(got, tt.want) {
			t.Errorf("inside %q: %q, want %q", tt.path, got, tt.want)
		}
	}
	sl, p, pp := find(t, frames, "sl"), find(t, frames, "list"), find(t, frames, "pp")
	for _, v := range []view.Value{sl, p, pp} {
		if !strings.HasPrefix(v.Ptr, "0xc0") {
			t.Errorf("%s points to %q", v.Name, v.Ptr)
		}
	}
	if np := find(t, frames, "np"); np.Ptr != "" || sl.Ptr == p.Ptr {
		t.Errorf("nil points to %q, two things lie at %q and %q", np.Ptr, sl.Ptr, p.Ptr)
	}
	if in := pr.Inside(find(t, frames, "many").Ref); len(in) != 101 || in[100].Text != "900 more" {
		t.Errorf("a long slice shows %d elements, the last %+v", len(in), in[len(in)-1])
	}
	before := sum(mc)
	pr.Frames(1)
	if sum(mc) != before {
		t.Error("a probe changes the machine")
	}
}

// Frames tell what is in scope: nothing before its statement is done, nothing that nobody
// reads any more, parameters and results first, and deferred calls in the order in which they
// will run.
func TestProbeFrames(t *testing.T) {
	const src = `package main

type point struct{ x, y int8 }

func main() {
	early := []int{1, 2}
	sum := len(early)
	n, err := outer(5, "five", early)
	late := &point{1, 2}
	println(n, err, late, sum)
}

func outer(n int, name string, list []int) (double int, err error) {
	defer println("last", n)
	for i := range 2 {
		defer func(i int, p point) { double += i + int(p.x) }(i, point{int8(i), 7})
	}
	defer note(n, list, "and", 1.5, nil, &n)
	double = 2 * n
	x := "outer"
	if n > 3 {
		x := 'y'
		inner(func() { println("here", x, list[0]) })
	}
	_ = x
	after := leave(double)
	return after, nil
}

func inner(f func()) { f() }

func note(n int, more ...any) {}

func leave(n int) int { return n }
`
	got := told(stopAt(t, src, "here").Probe().Frames(1))
	want := `main.outer.func2 line 23
	captured x int32 = 121 (dead)
	captured list []int = len 2 cap 2 [1 2] (dead)
main.inner line 30
	param f func() = outer.func2 (dead)
main.outer line 23
	param n int = 5 (dead)
	param name string = "five" (dead)
	param list []int = len 2 cap 2 [1 2] (dead)
	result double int = 10
	result err error = (nil, nil)
	x string = "outer" (dead) (hidden)
	x int32 = 121
	defer main.note(5, len 2 cap 2 [1 2], "and", 1.5, (nil, nil), → 5)
	defer main.outer.func1(1, {1 7})
	defer main.outer.func1(0, {0 7})
	defer println("last", 5)
main.main line 8
	early []int = len 2 cap 2 [1 2] (dead)
	sum int = 2
`
	if got != want {
		t.Errorf("the frames are\n%s\nwant\n%s", got, want)
	}
}

// Of a panic the frames tell what it carries, which frames it has left behind, and what is
// still to run.
func TestProbePanic(t *testing.T) {
	const src = `package main

func main() {
	try(1)
}

func try(n int) (text string) {
	defer println("cleaned up")
	defer func() {
		text = recover().(string)
		println("recovered")
	}()
	defer func() { println("passing") }()
	middle(n)
	return "fine"
}

func middle(n int) { inner(n) }

func inner(n int) {
	defer println("leaving", n)
	panic("no luck")
}
`
	for _, tt := range []struct{ text, want string }{
		{"leaving", `panic, "no luck"
main.inner line 22
	param n int = 1
main.middle line 18
	param n int = 1
main.try line 14
	param n int = 1
	result text string = ""
	defer main.try.func2()
	defer main.try.func1()
	defer println("cleaned up")
main.main line 4
`},
		{"passing", `main.try.func2 line 13, deferred
panic, "no luck"
main.inner line 22, gone
	param n int = 1
main.middle line 18, gone
	param n int = 1
main.try line 14
	param n int = 1
	result text string = ""
	defer main.try.func1()
	defer println("cleaned up")
main.main line 4
`},
		{"recovered", `main.try.func1 line 11, deferred
	captured text string = "no luck" (dead)
panic, recovered, "no luck"
main.inner line 22, gone
	param n int = 1
main.middle line 18, gone
	param n int = 1
main.try line 14
	param n int = 1
	result text string = "no luck"
	defer println("cleaned up")
main.main line 4
`},
	} {
		if got := told(stopAt(t, src, tt.text).Probe().Frames(1)); got != tt.want {
			t.Errorf("at %q the frames are\n%s\nwant\n%s", tt.text, got, tt.want)
		}
	}
}

// The package's variables are told in the order of the source, without what the compiler adds.
func TestProbeGlobals(t *testing.T) {
	mc := stopAt(t, `package main

import "sync"

var balance = start()

var (
	mu    sync.Mutex
	names = map[string]int{"one": 1}
	_     = names
)

func start() int { return 40 }

func main() {
	mu.Lock()
	balance += 2
	println("here")
}
`, "here")
	var got []string
	for _, v := range mc.Probe().Globals() {
		got = append(got, toldValue(v))
	}
	want := []string{"balance int = 42", "mu sync.Mutex = locked", `names map[string]int = len 1 {"one":1}`}
	if !slices.Equal(got, want) {
		t.Errorf("the package's variables are %q, want %q", got, want)
	}
}

// What nobody reads any more is not told once the collector may have given it to others.
func TestProbeAfterCollection(t *testing.T) {
	const src = `package main

import "runtime"

func main() {
	list := []string{"one", "two"}
	n := len(list[0])
	kept := &n
	println("before")
	runtime.GC()
	println("after")
	println(*kept)
}
`
	for _, tt := range []struct{ text, want string }{
		{"before", "main.main line 9\n\tlist []string = len 2 cap 2 [\"one\" \"two\"] (dead)\n\tn int = 3 (dead)\n\tkept *int = → 3\n"},
		{"after", "main.main line 11\n\tlist []string (dead)\n\tn int (dead)\n\tkept *int = → 3\n"},
	} {
		if got := told(stopAt(t, src, tt.text).Probe().Frames(1)); got != tt.want {
			t.Errorf("%s the collection:\n%swant\n%s", tt.text, got, tt.want)
		}
	}
}

// A worker of the collector runs on a P, and no code of the program's: it stands nowhere.
func TestProbeOfAWorker(t *testing.T) {
	src := `package main

import "runtime"

var keep [100]*int

func main() {
	for i := range keep {
		keep[i] = new(int)
	}
	runtime.GC()
	println("done")
}
`
	h := sim.NewHistory(load(t, "main.go", src), sim.Config{Procs: 4, Seed: 1, GOGC: 100})
	h.End()
	for h.Busy() {
		h.Work(1_000_000)
	}
	log := h.Log()
	for i := range log.Events {
		e := &log.Events[i]
		if e.Kind != trace.GCWorkerStart {
			continue
		}
		h.SeekEvent(i + 1)
		for h.Busy() {
			h.Work(1_000_000)
		}
		probe := h.Machine().Probe()
		if pc, frames := probe.PC(e.G), probe.Frames(e.G); pc != 0 || len(frames) != 0 {
			t.Errorf("worker G%d stands at %d with %d frames", e.G, pc, len(frames))
		}
		return
	}
	t.Fatal("no worker has run")
}
