package scenarios

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Limits of the settings.
const (
	MaxProcs = 256 // most Ps that a run may have
	MaxRunq  = 256 // room of Go's own local run queue: runtime/runtime2.go, p.runq
)

// Off is the value of a switched-off limit: GOGC=off and GOMEMLIMIT=off.
const (
	GCOff    = -1
	LimitOff = math.MaxInt64
)

// An Opt is a value that may have been left open.
type Opt[T any] struct {
	V   T
	Set bool
}

// Some returns a set Opt.
func Some[T any](v T) Opt[T] { return Opt[T]{v, true} }

// Or returns the value, or def if it was left open.
func (o Opt[T]) Or(def T) T {
	if o.Set {
		return o.V
	}
	return def
}

// Settings is what a run can be told, by flags, by the environment or by directives.
type Settings struct {
	Procs     Opt[int]    // GOMAXPROCS, 1 to MaxProcs
	GCPercent Opt[int]    // GOGC in per cent; GCOff
	MemLimit  Opt[int64]  // GOMEMLIMIT in bytes; LimitOff
	Seed      Opt[uint64] // fixes every random choice
	Runq      Opt[int]    // room of a local run queue, 2 to MaxRunq
	MinHeap   Opt[int64]  // heap size of the first collection at GOGC=100, in bytes
	View      string      // ViewScheduler, ViewHeap, ViewBoth; "" is left open
	Debug     map[string]string
	Off       []string // rules broken on purpose: see Rules
	Wants     []Want   // what check expects of the run, in order
}

// The views that a scenario may open with.
const (
	ViewScheduler = "scheduler"
	ViewHeap      = "heap"
	ViewBoth      = "both"
)

// Rules are the names that off takes: what can be broken on purpose to see why it is there.
var Rules = []string{"barrier", "stealing", "preemption", "runnext", "netpoll", "greentea"}

// A Want is one expectation about a run.
type Want struct {
	Kind string // see WantKinds
	Text string // what the output or the message must contain; "" is anything
	Line int    // of the directive
}

// WantKinds are the kinds of expectation: ok (exits with status 0), output (Text is a line of
// the standard output, after those wanted before it), deadlock, panic and fatal (dies so, Text in its
// message), race and leak (such a report is made).
var WantKinds = []string{"ok", "output", "deadlock", "panic", "fatal", "race", "leak"}

// Over returns s with what it leaves open taken from t. Keys of Debug are merged one by
// one; Off and Wants are taken whole.
func (s Settings) Over(t Settings) Settings {
	pick(&s.Procs, t.Procs)
	pick(&s.GCPercent, t.GCPercent)
	pick(&s.MemLimit, t.MemLimit)
	pick(&s.Seed, t.Seed)
	pick(&s.Runq, t.Runq)
	pick(&s.MinHeap, t.MinHeap)
	if s.View == "" {
		s.View = t.View
	}
	if t.Debug != nil {
		debug := maps.Clone(t.Debug)
		maps.Copy(debug, s.Debug)
		s.Debug = debug
	}
	if s.Off == nil {
		s.Off = slices.Clone(t.Off)
	}
	if s.Wants == nil {
		s.Wants = slices.Clone(t.Wants)
	}
	return s
}

func pick[T any](o *Opt[T], other Opt[T]) {
	if !o.Set {
		*o = other
	}
}

// A bad setting is a message and a hint, to which the caller adds the place.
func bad(hint, format string, args ...any) *Error {
	return &Error{Msg: fmt.Sprintf(format, args...), Hint: hint}
}

// Set gives the setting called name the value that text says: procs, gogc, memlimit, seed,
// runq, minheap, view, godebug or off, written as in a directive. Its errors are *Error
// without a position.
func (s *Settings) Set(name, text string) error {
	var err *Error
	switch name {
	case "procs":
		s.Procs.V, err = number(text, 1, MaxProcs)
		s.Procs.Set = true
	case "gogc":
		s.GCPercent.V, err = percent(text)
		s.GCPercent.Set = true
	case "memlimit":
		s.MemLimit.V, err = sizeOrOff(text)
		s.MemLimit.Set = true
	case "seed":
		s.Seed.V, err = seed(text)
		s.Seed.Set = true
	case "runq":
		s.Runq.V, err = number(text, 2, MaxRunq)
		s.Runq.Set = true
	case "minheap":
		s.MinHeap.V, err = size(text)
		s.MinHeap.Set = true
	case "view":
		s.View, err = oneOf(text, []string{ViewScheduler, ViewHeap, ViewBoth})
	case "godebug":
		err = s.debug(text)
	case "off":
		err = s.off(text)
	default:
		panic("scenarios: no setting is called " + name)
	}
	if err != nil {
		err.Msg = name + ": " + err.Msg
		return err
	}
	return nil
}

func number(text string, least, most int) (int, *Error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		return 0, bad(fmt.Sprintf("a number from %d to %d", least, most), "%q is not possible", text)
	}
	return n, nil
}

func seed(text string) (uint64, *Error) {
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, bad("a whole number that is not negative", "%q is not possible", text)
	}
	return n, nil
}

// percent reads what GOGC takes: runtime/mgcpacer.go, readGOGC.
func percent(text string) (int, *Error) {
	if text == "off" {
		return GCOff, nil
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < 0 {
		return 0, bad("a percentage such as 100, or off", "%q is not possible", text)
	}
	return int(n), nil
}

// sizeOrOff reads what GOMEMLIMIT takes: runtime/mgcpacer.go, readGOMEMLIMIT.
func sizeOrOff(text string) (int64, *Error) {
	if text == "off" {
		return LimitOff, nil
	}
	n, err := size(text)
	if err != nil {
		err.Hint += ", or off"
	}
	return n, err
}

// size reads a number of bytes as Go writes it: digits and a unit, runtime/string.go,
// parseByteCount.
func size(text string) (int64, *Error) {
	const hint = "a size such as 512KiB, 64MiB or 4GiB"
	digits, shift := text, 0
	for i, unit := range []string{"KiB", "MiB", "GiB", "TiB"} {
		if d, ok := strings.CutSuffix(text, unit); ok {
			digits, shift = d, 10*(i+1)
		}
	}
	if shift == 0 {
		digits = strings.TrimSuffix(text, "B")
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 0 {
		return 0, bad(hint, "%q is not a size", text)
	}
	if n > math.MaxInt64>>shift {
		return 0, bad(hint, "%q is too large", text)
	}
	return n << shift, nil
}

func oneOf(text string, names []string) (string, *Error) {
	if !slices.Contains(names, text) {
		return "", bad("one of "+strings.Join(names, ", "), "%q is not possible", text)
	}
	return text, nil
}

// debug adds the pairs of a GODEBUG text: key=value, with commas between them.
func (s *Settings) debug(text string) *Error {
	debug := maps.Clone(s.Debug)
	if debug == nil {
		debug = map[string]string{}
	}
	for pair := range strings.SplitSeq(text, ",") {
		key, value, ok := strings.Cut(pair, "=")
		if !ok || key == "" || value == "" {
			return bad("such as gctrace=1,schedtrace=100", "%q is not key=value", pair)
		}
		debug[key] = value
	}
	s.Debug = debug
	return nil
}

// off adds the rules that text names, with spaces between them.
func (s *Settings) off(text string) *Error {
	names := strings.Fields(text)
	if len(names) == 0 {
		return bad("one or more of "+strings.Join(Rules, ", "), "no rule is named")
	}
	for _, name := range names {
		if _, err := oneOf(name, Rules); err != nil {
			return err
		}
		if !slices.Contains(s.Off, name) {
			s.Off = append(s.Off, name)
		}
	}
	return nil
}

// duration reads how long a call is to take: more than nothing, at most a day.
func duration(text string) (time.Duration, *Error) {
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 || d > 24*time.Hour {
		return 0, bad("a duration such as 150us or 2ms, at most 24h", "%q is not possible", text)
	}
	return d, nil
}
