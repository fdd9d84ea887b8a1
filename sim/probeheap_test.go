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

// treeSource builds a tree that a global, a local and a field lead to.
const treeSource = `package main

type node struct {
	key         int
	left, right *node
}

type forest struct {
	name  string
	trees [3]*node
	index map[int]*node
}

var cache forest

func build(depth int) *node {
	if depth == 0 {
		return nil
	}
	return &node{depth, build(depth - 1), build(depth - 1)}
}

func main() {
	cache.trees[1] = build(2)
	list := []*node{nil, build(1)}
	stop := make(chan bool)
	go func() {
		mine := build(1)
		stop <- true
		stop <- true
		println(mine.key)
	}()
	<-stop
	println("here")
	println(list[1].key, len(list))
}
`

func heapProbe(mc *sim.Machine) view.HeapProbe { return mc.Probe().(view.HeapProbe) }

// edge writes an edge as a person would.
func edge(mc *sim.Machine, e view.HeapEdge) string {
	name := func(a uint64) string {
		o, ok := heapProbe(mc).ObjectAt(a)
		if !ok || o.Addr != a {
			return "nothing"
		}
		return o.Type
	}
	switch e.Root {
	case view.NotRoot:
		return fmt.Sprintf("%s.%s -> %s", name(e.From), e.Name, name(e.To))
	case view.GlobalRoot:
		return fmt.Sprintf("global %s -> %s", e.Name, name(e.To))
	case view.StackRoot:
		return fmt.Sprintf("G%d %s %s -> %s", e.G, e.Func, e.Name, name(e.To))
	}
	return fmt.Sprintf("other %s -> %s", e.Name, name(e.To))
}

func TestHeapProbe(t *testing.T) {
	mc := stopAt(t, treeSource, "here")
	pr := heapProbe(mc)
	var roots []string
	for _, e := range pr.Roots(1000) {
		if s := edge(mc, e); strings.Contains(s, "node") {
			roots = append(roots, s)
		}
	}
	if want := []string{"global cache.trees[1] -> node", "G1 main.main list[1] -> node", "G6 main.main.func1 mine -> node"}; !slices.Equal(roots, want) {
		t.Errorf("roots\n%q\nwant\n%q", roots, want)
	}
	var nodes []view.HeapObject
	for _, o := range pr.Objects(1 << 20) {
		if o.Type == "node" {
			nodes = append(nodes, o)
		}
	}
	if len(nodes) != 5 {
		t.Fatalf("%d nodes, want 5", len(nodes))
	}
	var edges []string
	for _, o := range nodes {
		if o.Size != 24 || o.Colour != view.NoColour || o.NoScan {
			t.Errorf("a node is %+v", o)
		}
		for _, e := range o.Edges {
			edges = append(edges, edge(mc, e))
		}
	}
	slices.Sort(edges)
	if want := []string{"node.left -> node", "node.right -> node"}; !slices.Equal(edges, want) {
		t.Errorf("edges\n%q\nwant\n%q", edges, want)
	}

	// The leaf of the tree: its way from the root, and who leads to it.
	leaf := nodes[slices.IndexFunc(nodes, func(o view.HeapObject) bool { return len(o.Edges) == 2 })].Edges[1].To
	var path []string
	for _, e := range pr.Path(leaf + 8) {
		path = append(path, edge(mc, e))
	}
	if want := []string{"global cache.trees[1] -> node", "node.right -> node"}; !slices.Equal(path, want) {
		t.Errorf("the way to the leaf is\n%q\nwant\n%q", path, want)
	}
	if refs := pr.Referrers(leaf); len(refs) != 1 || edge(mc, refs[0]) != "node.right -> node" {
		t.Errorf("referrers of the leaf: %v", refs)
	}
	if refs := pr.Referrers(nodes[0].Addr); len(refs) == 0 {
		t.Error("nothing leads to a node")
	}
	if _, ok := pr.ObjectAt(8); ok || pr.Path(8) != nil || pr.Referrers(8) != nil {
		t.Error("there is an object in the nil page")
	}

	// What the spans say agrees with the objects.
	var h view.Heap
	pr.Heap(&h)
	if h.Objects != len(pr.Objects(1<<20)) || h.Phase != trace.PhaseOff || h.Live == 0 || h.Goal != 4<<20 || len(h.Ps) != 1 {
		t.Errorf("the heap is %+v", h)
	}
	spans := map[uint64]view.HeapSpan{}
	for _, s := range h.Spans {
		spans[s.Base] = s
	}
	for _, o := range pr.Objects(1 << 20) {
		s := spans[o.Span]
		if !view.Has(s.Alloc, o.Slot) || s.NoScan != o.NoScan || o.Addr < s.Base+uint64(o.Slot)*s.Elem || o.Addr+o.Size != s.Base+uint64(o.Slot+1)*s.Elem {
			t.Fatalf("%+v does not lie in %+v", o, s)
		}
	}
	pr.Heap(&h) // into memory used before
	if again := len(h.Spans); again != len(spans) {
		t.Errorf("%d spans the second time, %d the first", again, len(spans))
	}
}

// Why an object is in the heap is asked by the instruction that its event names.
func TestObjectsKnowWhyTheyEscape(t *testing.T) {
	prog := load(t, "main.go", treeSource)
	o := &output{classes: trace.Alloc}
	mc := sim.New(prog, sim.Config{Procs: 1}, o)
	mc.Run(sim.Limit{})
	var why []string
	for _, e := range o.events {
		if e.Kind == trace.HeapAlloc && e.Text == "main.node" {
			why = append(why, heapProbe(mc).Escapes(e.PC))
			if e.G == trace.NoGo || prog.Pos[e.PC].Line != 20 {
				t.Errorf("a node is made by G%d on line %d", e.G, prog.Pos[e.PC].Line)
			}
		}
	}
	if len(why) != 5 || why[0] == "" {
		t.Errorf("nodes are in the heap because %q", why)
	}
}

// ownHeap is a program with n live objects.
const ownHeap = `package main
type node struct { next, prev *node; key, val int }
var list *node
func main() {
	for i := range %d {
		n := &node{next: list, key: i}
		if list != nil { list.prev = n }
		list = n
	}
	println("here")
	for {
		list.val++
	}
}
`

// What a frame asks of 10,000 objects, when the instant has changed.
func BenchmarkHeapProbe(b *testing.B) {
	o := &output{classes: trace.Output}
	mc := sim.New(load(b, "main.go", fmt.Sprintf(ownHeap, 10_000)), sim.Config{Procs: 1}, o)
	for o.stderr.Len() == 0 {
		mc.Run(sim.Limit{Steps: mc.Steps() + 100})
	}
	var h view.Heap
	for b.Loop() {
		mc.Run(sim.Limit{Steps: mc.Steps() + 1})
		pr := heapProbe(mc)
		pr.Heap(&h)
		if n := len(pr.Objects(20_000)); n < 10_000 {
			b.Fatalf("%d objects", n)
		}
		pr.Roots(1000)
	}
}

// The sets of the spans say of each object the colour that the object itself is told with, in both orders of marking.
func TestSpansAndObjectsAgree(t *testing.T) {
	src := `package main

import "runtime"

type node struct{ left, right *node }

type wide struct {
	next *wide
	more [200]int
}

var root *node
var list *wide

func tree(depth int) *node {
	if depth == 0 {
		return nil
	}
	return &node{tree(depth - 1), tree(depth - 1)}
}

func main() {
	root = tree(6)
	for range 20 {
		list = &wide{next: list}
	}
	runtime.GC()
}
`
	for _, classic := range []bool{false, true} {
		mc := sim.New(load(t, "main.go", src), sim.Config{Procs: 2, Seed: 1, GOGC: 100, NoGreenTea: classic}, nil)
		var h view.Heap
		seen := map[view.Colour]int{}
		for !mc.Outcome().Done {
			mc.Run(sim.Limit{Steps: mc.Steps() + 1})
			if mc.Probe().(view.HeapProbe).Heap(&h); h.Phase != trace.PhaseMark {
				continue
			}
			for _, o := range heapProbe(mc).Objects(1000) {
				i := slices.IndexFunc(h.Spans, func(s view.HeapSpan) bool { return s.Base == o.Span })
				s := &h.Spans[i]
				got := view.White
				switch {
				case view.Has(s.Mark, o.Slot) && (s.NoScan || view.Has(s.Scan, o.Slot)):
					got = view.Black
				case view.Has(s.Mark, o.Slot):
					got = view.Grey
				}
				if seen[o.Colour]++; got != o.Colour {
					t.Fatalf("classic %v: the object at %#x is %v, its span says %v", classic, o.Addr, o.Colour, got)
				}
			}
		}
		if seen[view.Grey] == 0 || seen[view.Black] == 0 || seen[view.White] == 0 {
			t.Errorf("classic %v: seen were %v", classic, seen)
		}
	}
}
