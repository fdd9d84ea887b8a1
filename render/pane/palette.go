package pane

import (
	"cmp"
	"slices"
	"strings"

	"gopherscope/render/paint"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

// A palette gives each function that goroutines run its kind, and so its hue: main's is 0,
// the others follow in the order in which the log starts them. Kinds never change while the
// log grows, so a colour means the same all the way.
type palette struct {
	log   *view.Log
	seen  int // events looked at
	kinds map[int32]int
	zones []zone
}

// A zone is the lines of a function that has a kind.
type zone struct{ first, last, kind int }

// update looks at the events that are new since the last time.
func (p *palette) update(f *Frame) {
	if p.log != f.Log || f.Log.Len() < p.seen {
		*p = palette{log: f.Log, kinds: map[int32]int{}, zones: p.zones[:0]}
	}
	known := len(p.kinds)
	for _, e := range f.Log.Events[p.seen:] {
		if e.Kind != trace.GoCreate {
			continue
		}
		if _, ok := p.kinds[e.Func]; !ok {
			p.kinds[e.Func] = len(p.kinds)
		}
	}
	p.seen = f.Log.Len()
	if known == len(p.kinds) && len(p.zones) > 0 {
		return
	}
	p.zones = p.zones[:0]
	lines := sourceLines(f.Source.Text)
	for i, fn := range f.Funcs {
		kind, ok := p.kinds[int32(i)]
		if !ok && fn.Name == "main.main" && len(p.kinds) > 0 {
			kind, ok = 0, true // goroutine 1 may be said to run what calls main
		}
		if ok && fn.First > 0 {
			if fn.Last < len(lines) && strings.HasPrefix(lines[fn.Last], "}") {
				fn.Last++ // the code may end before the closing brace
			}
			p.zones = append(p.zones, zone{fn.First, fn.Last, kind})
		}
	}
	// Inner functions last, so that the last zone that holds a line is the innermost.
	slices.SortStableFunc(p.zones, func(a, b zone) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(b.last, a.last))
	})
}

// sourceLines cuts a source that is not too long to be styled.
func sourceLines(text string) []string {
	if len(text) > mostStyled {
		return nil
	}
	return strings.Split(text, "\n")
}

// function returns the kind of function i; -1 if no goroutine was started to run it.
func (p *palette) function(i int32) int {
	if k, ok := p.kinds[i]; ok {
		return k
	}
	return -1
}

// goroutine returns the kind of goroutine id; 0 if it is not known.
func (p *palette) goroutine(s *view.State, id trace.GoID) int {
	g, ok := s.G(id)
	switch {
	case !ok:
		return 0
	case g.System && (g.Name == markWorker || g.Name == "runtime.bgsweep"):
		return paint.CollectorKind
	case g.System:
		return paint.RuntimeKind
	}
	return max(0, p.function(g.Func))
}

// markWorker is the function of the goroutines that mark for the collector.
const markWorker = "runtime.gcBgMarkWorker"

// run returns the kind of who ran.
func (p *palette) run(r *view.Run) int {
	switch {
	case r.System && (r.Work.Worker() || r.Work == view.Sweep):
		return paint.CollectorKind
	case r.System:
		return paint.RuntimeKind
	}
	return max(0, p.function(r.Func))
}

// zone returns the kind of the innermost function around a line, -1 if it has none.
func (p *palette) zone(line int) int {
	for i := len(p.zones) - 1; i >= 0; i-- {
		if z := p.zones[i]; z.first <= line && line <= z.last {
			return z.kind
		}
	}
	return -1
}
