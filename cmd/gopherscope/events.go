package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"gopherscope/sim/code"
	"gopherscope/sim/trace"
	"gopherscope/sim/view"
)

var eventsCommand = &command{
	name: "events", args: "SCENARIO",
	help: "the event log, a line an event",
	min:  1, max: 1, shared: true, input: true,
	flags: func(o *options, flags *pflag.FlagSet) {
		flags.StringVar(&o.format, "format", "text", "text, json, or hash: one line that tells two logs apart")
		flags.StringVar(&o.classes, "classes", "default", "what is logged, with commas: sched, wait, gc, alloc, mark, pace, line, output, code, default, all")
		flags.BoolVar(&o.explain, "explain", false, "under each line: what it means, why, and what was looked at before (of --format text)")
	},
	run: func(s *session) (int, error) {
		var log eventLog
		for name := range strings.SplitSeq(s.classes, ",") {
			c, ok := trace.ParseClass(name)
			if !ok {
				return 0, s.misuse(fmt.Sprintf("--classes: %q is not possible", name), "sched, wait, gc, alloc, mark, pace, line, output, code, default or all")
			}
			log.classes |= c
		}
		l, err := s.open(s.scenarios[0])
		if err != nil {
			return 0, err
		}
		if s.explain && s.format != "text" {
			return 0, s.misuse("--explain is for --format text", "the JSON form has the looks of each event")
		}
		log.out = bufio.NewWriterSize(s.stdout, 1<<16)
		switch s.format {
		case "text":
			printer := l.printer()
			log.write = printer.Append
			if s.explain {
				log.write = explainer(printer, l.prog, offOf(&l.conf))
			}
		case "json":
			log.write = trace.AppendJSON
		case "hash":
			log.digest = trace.NewDigest()
		default:
			return 0, s.misuse(fmt.Sprintf("--format: %q is not possible", s.format), "text, json or hash")
		}
		outcome, err := l.run(&log, log.flush)
		if err != nil {
			return 0, err
		}
		if log.digest != nil {
			fmt.Fprintln(log.out, log.digest.Sum())
		}
		if err := log.flush(); err != nil {
			return 0, err
		}
		return 0, l.givenUp(outcome)
	},
}

// printer returns what writes the program's events for people.
func (l *lesson) printer() *trace.Printer {
	return &trace.Printer{
		Func: func(fn int32) string { return l.prog.Funcs[fn].Name },
		Line: func(pc int32) string {
			pos := l.prog.Pos[pc]
			return fmt.Sprintf("%s:%d", l.prog.Files[pos.File].Name, pos.Line)
		},
	}
}

// explainer returns what adds to each line of p the caption of its event, and
// what would have been with the rules that are off.
func explainer(p *trace.Printer, prog *code.Program, off view.Off) func([]byte, trace.Event) []byte {
	var s view.State
	names := view.Names{Func: p.Func, Var: p.Object, Line: p.Line, Escapes: func(pc int32) string { return prog.Escapes[pc] }}
	return func(b []byte, e trace.Event) []byte {
		b = p.Append(b, e)
		if s.Apply(e) != nil {
			return b // the classes that are logged leave out what it takes to follow
		}
		c := view.Explain(e, &s, names)
		for _, line := range []struct{ label, text string }{
			{"", c.String()}, {"why: ", c.Why}, {"before: ", c.Past}, {"in: ", c.Func}, {"", off.Decided(&s)},
		} {
			if line.text != "" {
				b = append(append(append(b, "\n\t\t"...), line.label...), line.text...)
			}
		}
		return b
	}
}

// An eventLog is a trace.Sink that writes each event on a line, or only their digest.
type eventLog struct {
	classes trace.Class
	out     *bufio.Writer
	write   func([]byte, trace.Event) []byte
	digest  *trace.Digest
	line    []byte
}

func (l *eventLog) Wants(c trace.Class) bool { return l.classes&c != 0 }

func (l *eventLog) Write(e trace.Event) {
	if l.digest != nil {
		l.digest.Add(e)
		return
	}
	l.line = append(l.write(l.line[:0], e), '\n')
	l.out.Write(l.line) // a failure stays in the writer; flush reports it
}

func (l *eventLog) flush() error {
	if err := l.out.Flush(); err != nil {
		return fmt.Errorf("write the event log: %w", err)
	}
	return nil
}
