package view

import (
	"slices"
	"strings"

	"gopherscope/sim/trace"
)

// A printed is where a line of output begins: a byte of a write.
type printed struct {
	write int // index into Log.writes
	from  int // byte of its text
}

// A Line is a line that the program has printed: what was written to one stream up to a line
// end, or until the other stream was written to, as on a terminal.
type Line struct {
	Text   string // without the line end, shortened if it is very long
	Stderr bool
	G      trace.GoID // who wrote its first byte; NoGo: the runtime
	At     trace.Time // when
	Event  int        // the number of events up to and including that one
}

// maxLine is the longest line that Printed returns, in bytes.
const maxLine = 1 << 12

// print takes in the last event, a GoWrite.
func (l *Log) print(e *trace.Event) {
	if e.Text == "" {
		return
	}
	open := false // the last line is not ended, and goes to the same stream
	if n := len(l.writes); n > 0 {
		last := &l.Events[l.writes[n-1]]
		open = last.N == e.N && !strings.HasSuffix(last.Text, "\n")
	}
	l.writes = append(l.writes, len(l.Events)-1)
	for from := 0; from < len(e.Text); {
		if !open {
			l.lines = append(l.lines, printed{len(l.writes) - 1, from})
		}
		open = false
		i := strings.IndexByte(e.Text[from:], '\n')
		if i < 0 {
			break
		}
		from += i + 1
	}
}

// Lines returns how many lines the program has printed, or begun, in the first n events.
func (l *Log) Lines(n int) int {
	i, _ := slices.BinarySearchFunc(l.lines, n, func(p printed, n int) int { return l.writes[p.write] - n })
	return i
}

// Printed returns line i of the output as it is after the first n events.
func (l *Log) Printed(i, n int) Line {
	p := l.lines[i]
	first := &l.Events[l.writes[p.write]]
	line := Line{Stderr: first.N == 2, G: first.G, At: first.At, Event: l.writes[p.write] + 1}
	text := first.Text[p.from:]
	for w := p.write + 1; ; w++ {
		if j := strings.IndexByte(text, '\n'); j >= 0 {
			text = text[:j]
			break
		}
		if w == len(l.writes) || l.writes[w] >= n || len(text) > maxLine || l.Events[l.writes[w]].N != first.N {
			break
		}
		text += l.Events[l.writes[w]].Text
	}
	line.Text = text[:min(len(text), maxLine)]
	return line
}

// Wrote reports whether the program writes anything in the events seen so far.
func (l *Log) Wrote() bool { return len(l.writes) > 0 }
