package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"gopherscope/scenarios"
	"gopherscope/sim"
	"gopherscope/sim/trace"
)

// options is what the flags of a command say.
type options struct {
	flags    scenarios.Settings
	until    time.Duration // virtual; 0: the machine's own bound
	format   string        // of events: text or json
	classes  string        // of events, with commas between them
	explain  bool          // of events: each with its caption
	out      string        // the picture's file
	at       time.Duration // virtual time of a picture
	from     time.Duration // and of a film's first
	to       time.Duration // and last
	theme    string        // dark or light
	size     string        // WIDTHxHEIGHT in pixels
	event    int           // number of the event that a picture shows; 0: see at
	selected string        // whose variables are shown: the number of a goroutine, or acts
	output   bool          // the output is shown large
	threads  bool          // the timeline is by thread
}

// Defaults where flag, environment and directives say nothing.
const (
	defaultProcs = 4
	defaultGOGC  = 100
	defaultSeed  = 1
)

// shared adds the flags that settle a run.
func (o *options) shared(flags *pflag.FlagSet) {
	set := func(name, value, help string) {
		flags.Var(settingFlag{&o.flags, name, value}, name, help)
	}
	set("procs", "N", fmt.Sprintf("GOMAXPROCS, 1 to %d (default %d)", scenarios.MaxProcs, defaultProcs))
	set("gogc", "N|off", fmt.Sprintf("GOGC, the garbage collector's percentage (default %d)", defaultGOGC))
	set("memlimit", "SIZE", "GOMEMLIMIT, such as 64MiB (default off)")
	set("seed", "N", fmt.Sprintf("fixes every choice left to chance (default %d)", defaultSeed))
	set("runq", "N", fmt.Sprintf("room of a local run queue, 2 to %d (default %d)", scenarios.MaxRunq, scenarios.MaxRunq))
	set("godebug", "k=v,…", "GODEBUG settings")
	set("view", "PANE", "what the window shows first: scheduler, heap, both")
	flags.Var(durationFlag{&o.until}, "until", fmt.Sprintf("virtual time at which the run is given up (default %v)", time.Duration(sim.DefaultUntil)))
}

// A settingFlag gives a scenario's setting from the command line.
type settingFlag struct {
	settings *scenarios.Settings
	name     string
	value    string // what the usage calls its value
}

func (f settingFlag) String() string { return "" }
func (f settingFlag) Type() string   { return f.value }

func (f settingFlag) Set(text string) error {
	err := f.settings.Set(f.name, text)
	if e := (*scenarios.Error)(nil); errors.As(err, &e) {
		return misuse{strings.TrimPrefix(e.Msg, f.name+": "), e.Hint}
	}
	return err
}

// A durationFlag is a virtual time: not negative, with its unit.
type durationFlag struct{ d *time.Duration }

func (f durationFlag) String() string { return "" }
func (f durationFlag) Type() string   { return "T" }

func (f durationFlag) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return misuse{fmt.Sprintf("%q is not possible", text), "a virtual time such as 1.5ms or 2s"}
	}
	*f.d = d
	return nil
}

// environment reads what Go programs read there. As in Go, a GOMAXPROCS or GOGC that is no
// number counts for nothing (runtime/proc.go, schedinit; runtime/mgcpacer.go, readGOGC), and
// so does a part of GODEBUG without a value, but a malformed GOMEMLIMIT is an error.
func environment(getenv func(string) string) (scenarios.Settings, error) {
	var s scenarios.Settings
	if n, err := strconv.ParseInt(getenv("GOMAXPROCS"), 10, 32); err == nil && n > 0 {
		s.Procs = scenarios.Some(int(min(n, scenarios.MaxProcs)))
	}
	if text := getenv("GOGC"); text == "off" {
		s.GCPercent = scenarios.Some(scenarios.GCOff)
	} else if n, err := strconv.ParseInt(text, 10, 32); err == nil {
		s.GCPercent = scenarios.Some(int(max(n, scenarios.GCOff)))
	}
	if text := getenv("GOMEMLIMIT"); text != "" {
		if err := s.Set("memlimit", text); err != nil {
			return s, misuse{fmt.Sprintf("GOMEMLIMIT: %q is not possible", text), "a size such as 512KiB, 64MiB or 4GiB, or off"}
		}
	}
	for pair := range strings.SplitSeq(getenv("GODEBUG"), ",") {
		_ = s.Set("godebug", pair) // a part without a value says nothing
	}
	return s, nil
}

// config joins what a scenario says with the environment and the flags: flag before
// environment before directive before default. Settings the machine does not serve are faults
// of whoever asked for them; the environment only speaks to those it does.
func (s *session) config(sc *scenarios.Scenario) (sim.Config, error) {
	env, err := environment(s.getenv)
	if err != nil {
		return sim.Config{}, err
	}
	if err := s.served(sc); err != nil {
		return sim.Config{}, err
	}
	all := s.flags.Over(env).Over(sc.Settings)
	conf := sim.Config{
		Procs:     all.Procs.Or(defaultProcs),
		GOGC:      all.GCPercent.Or(defaultGOGC),
		MinHeap:   uint64(all.MinHeap.V),
		SoftLimit: all.MemLimit.Or(scenarios.LimitOff),
		Seed:      all.Seed.Or(defaultSeed),
		RunqCap:   all.Runq.V,
		Args:      s.args,
		Until:     trace.Time(s.until),
		Heap:      all.View == scenarios.ViewHeap || all.View == scenarios.ViewBoth,

		NoStealing:   slices.Contains(all.Off, "stealing"),
		NoPreemption: slices.Contains(all.Off, "preemption"),
		NoRunNext:    slices.Contains(all.Off, "runnext"),
		NoNetpoll:    slices.Contains(all.Off, "netpoll"),
		NoGreenTea:   slices.Contains(all.Off, "greentea"),
		NoBarrier:    slices.Contains(all.Off, "barrier"),
	}
	for key, value := range all.Debug {
		if set := debugs[key]; set != nil {
			if n, err := strconv.Atoi(value); err == nil { // else it says nothing, as in Go
				set(&conf, n)
			}
		}
	}
	if conf.GOGC == 0 {
		conf.GOGC = 1 // to a Config 0 is open; both collect again as soon as something is allocated
	}
	if conf.SoftLimit == 0 {
		conf.SoftLimit = 1 // so here; both leave no room at all
	}
	for _, d := range sc.Directives {
		if kind, ok := markKinds[d.Kind]; ok {
			conf.Marks = append(conf.Marks, sim.Mark{Kind: kind, Line: d.TargetLine, Text: d.Text})
		}
	}
	return conf, nil
}

var markKinds = map[scenarios.Kind]sim.MarkKind{
	scenarios.Note: sim.Note,
	scenarios.Ask:  sim.Ask,
	scenarios.Stop: sim.Stop,
}

// served reports the first setting, of the flags or of the scenario, that the machine does
// not model.
func (s *session) served(sc *scenarios.Scenario) error {
	const hint = "README.md says what is modelled"
	if what := unserved(s.flags); what != "" {
		return s.misuse("--"+what+" is not modelled yet", hint)
	}
	if what := unserved(sc.Settings); what != "" {
		name, _, _ := strings.Cut(what, " ")
		return fault(sc, sc.Lines[name], "//scope:"+what+" is not modelled yet", hint)
	}
	return nil
}

// unserved names a setting that the machine does not model, "" if it knows all.
func unserved(s scenarios.Settings) string {
	var keys []string
	for key := range s.Debug {
		if debugs[key] == nil {
			keys = append(keys, key)
		}
	}
	if len(keys) > 0 {
		return "godebug " + slices.Min(keys)
	}
	return ""
}

// debugs are the settings of GODEBUG that the machine serves (runtime/extern.go).
var debugs = map[string]func(conf *sim.Config, n int){
	"gcstoptheworld":  func(conf *sim.Config, n int) { conf.GCStopTheWorld = n > 0 },
	"gctrace":         func(conf *sim.Config, n int) { conf.GCTrace = n > 0 },
	"clobberfree":     func(conf *sim.Config, n int) { conf.ClobberFree = n != 0 },
	"asyncpreemptoff": func(conf *sim.Config, n int) { conf.AsyncPreemptOff = n != 0 },
	"scheddetail":     func(conf *sim.Config, n int) { conf.SchedDetail = n > 0 },
	"schedtrace":      func(conf *sim.Config, n int) { conf.SchedTrace = trace.Time(max(n, 0)) * trace.Millisecond },
}
