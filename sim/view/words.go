package view

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopherscope/sim/trace"
)

// Duration writes a span of virtual time for people: three digits at most, and the unit that
// suits it: 380 ns, 20 µs, 0.38 ms, 1.5 s.
func Duration(d trace.Time) string {
	switch {
	case d < 0:
		return "-" + Duration(-d)
	case d < trace.Microsecond:
		return fmt.Sprintf("%d ns", d)
	case d < 100*trace.Microsecond:
		return digits(float64(d)/float64(trace.Microsecond)) + " µs"
	case d < trace.Second:
		return digits(float64(d)/float64(trace.Millisecond)) + " ms"
	}
	return digits(float64(d)/float64(trace.Second)) + " s"
}

// Bytes writes an amount of memory for people, in powers of 1024 as sizes of pages, spans and
// stacks are: 264 bytes, 8 KiB, 3.81 MiB.
func Bytes(n int64) string {
	switch {
	case n == 1:
		return "1 byte"
	case n < 1<<10:
		return fmt.Sprintf("%d bytes", n)
	case n < 1<<20:
		return digits(float64(n)/(1<<10)) + " KiB"
	case n < 1<<30:
		return digits(float64(n)/(1<<20)) + " MiB"
	}
	return digits(float64(n)/(1<<30)) + " GiB"
}

// digits writes x with three significant digits, and none that say nothing.
func digits(x float64) string {
	decimals := 0
	switch {
	case x < 10:
		decimals = 2
	case x < 100:
		decimals = 1
	}
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// count writes n with the noun that suits it.
func count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}

func typed(name string) string {
	if name == "" {
		return ""
	}
	return " for a " + name
}

// object names an object by the type of a pointer to it.
func object(pointer string) string {
	if name, ok := strings.CutPrefix(pointer, "*"); ok && name != "" {
		return "an object of type " + name
	}
	return "an object"
}

func stream(n int64) string {
	if n == 2 {
		return "standard error"
	}
	return "standard output"
}

// quoted writes what a program printed as a Go string, shortened.
func quoted(s string) string { return strconv.Quote(shorten(s)) }

// shorten cuts text at 48 characters, and at its first line break that is neither at its
// beginning nor at its end.
func shorten(s string) string { return shortenTo(s, 48) }

// sentence ends what a program says with a full stop, and shortens it to what fits on two lines.
func sentence(s string) string {
	if s = shortenTo(s, 110); strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

func shortenTo(s string, most int) string {
	if rest := strings.TrimLeft(s, "\n"); rest != "" {
		s = rest
	}
	cut := s
	if i := strings.IndexByte(strings.TrimRight(s, "\n"), '\n'); i >= 0 {
		cut = s[:i]
	}
	if utf8.RuneCountInString(cut) > most {
		cut = string([]rune(cut)[:most-1])
	}
	if cut != s {
		return cut + "…"
	}
	return s
}

// proc returns a copy of P id, an empty one if there is none.
func (t teller) proc(id trace.ProcID) Proc {
	if p, err := t.s.proc(id); err == nil {
		return *p
	}
	return Proc{M: trace.NoThread}
}

func (t teller) threadG(id trace.ThreadID) trace.GoID {
	if m, err := t.s.thread(id); err == nil {
		return m.G
	}
	return trace.NoGo
}

func (t teller) threadP(id trace.ThreadID) trace.ProcID {
	if m, err := t.s.thread(id); err == nil {
		return m.P
	}
	return trace.NoProc
}

// function names what goroutine id runs.
func (t teller) function(id trace.GoID) string {
	if g, ok := t.s.G(id); ok {
		return orElse(g.Name, t.callee(g.Func))
	}
	return t.callee(0)
}

// callee names a function of the program.
func (t teller) callee(fn int32) string {
	if fn != 0 && t.names.Func != nil {
		return orElse(t.names.Func(fn), "a function")
	}
	return "a function"
}

// call names the function fn as its own package does, if that is main.
func (t teller) call(fn int32) string { return strings.TrimPrefix(t.callee(fn), "main.") }

// behind tells the frames that a panic has left behind so far.
func (t teller) behind(n int64) string {
	if n == 0 {
		return ""
	}
	return " leaves " + count(n, "frame", "frames") + " behind for good and"
}

// dropped tells the frames that are gone.
func (t teller) dropped(n int64) string {
	if n == 0 {
		return ""
	}
	return " and " + count(n, "frame is", "frames are") + " gone"
}

// name returns what the source calls the thing at addr, or "".
func (t teller) name(addr uint64) string {
	if addr == 0 || t.names.Var == nil {
		return ""
	}
	return t.names.Var(addr)
}

// thing names the event's object, or says what it is if it has no name.
func (t teller) thing(kind string) string { return orElse(t.name(t.e.Obj), kind) }

// semaphore names the event's semaphore by the lock that it belongs to.
func (t teller) semaphore() string {
	if name := t.name(t.e.Obj); name != "" {
		return "the semaphore of " + name
	}
	return "a semaphore"
}

// waiters tells how many goroutines wait.
func (t teller) waiters(n int64) string {
	if n == 0 {
		return "nobody waits"
	}
	return count(n, "goroutine waits", "goroutines wait")
}

// place names a queue of the event's P, or the global one.
func (t teller) place(to trace.Place) string {
	switch to {
	case trace.RunNext:
		return fmt.Sprintf("P%d's runnext", t.e.P)
	case trace.LocalQueue:
		return fmt.Sprintf("the tail of P%d's queue", t.e.P)
	case trace.GlobalQueue:
		return "the tail of the global queue"
	}
	return fmt.Sprintf("P%d", t.e.P)
}

// of writes how full the event's channel is: 3 of 4 values.
func (t teller) of(n int64) string {
	if o, ok := t.s.Obj(t.e.Obj); ok && o.Cap > 0 {
		return fmt.Sprintf("%d of %s", n, count(o.Cap, "value", "values"))
	}
	return count(n, "value", "values")
}

// wakes tells how many waiters a close readies.
func (t teller) wakes(n int64) string {
	if n == 0 {
		return ""
	}
	return " and readies the " + count(n, "goroutine that waits", "goroutines that wait") + " on it"
}

// line names the event's place in the source.
func (t teller) line() string {
	if t.names.Line != nil {
		if at := t.names.Line(t.e.PC); at != "" {
			return at
		}
	}
	return "a line of its program"
}
