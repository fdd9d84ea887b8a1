package main

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"gopherscope/sim"
	"gopherscope/sim/trace"
)

var runCommand = &command{
	name: "run", args: "SCENARIO",
	help: "prints what the program prints, and exits as it exits",
	min:  1, max: 1, shared: true, input: true,
	run: func(s *session) (int, error) {
		l, err := s.open(s.scenarios[0])
		if err != nil {
			return 0, err
		}
		p := newPrinter(s.stdout, s.stderr)
		outcome, err := l.run(p, p.flush)
		if err != nil {
			return 0, err
		}
		return outcome.Status, l.givenUp(outcome)
	},
}

// stretch is how many steps a run goes before its output is shown.
const stretch = 50_000_000

// run runs the program to its end and writes its events to sink. After each stretch it calls
// pause, whose error ends the run.
func (l *lesson) run(sink trace.Sink, pause func() error) (sim.Outcome, error) {
	mc, err := l.finish(sink, pause)
	if err != nil {
		return sim.Outcome{}, err
	}
	return mc.Outcome(), nil
}

// finish is run for who wants to look at the machine at the end.
func (l *lesson) finish(sink trace.Sink, pause func() error) (*sim.Machine, error) {
	mc := sim.New(l.prog, l.conf, sink)
	for !mc.Outcome().Done {
		mc.Run(sim.Limit{Steps: mc.Steps() + stretch})
		if err := pause(); err != nil {
			return nil, err
		}
	}
	return mc, nil
}

// givenUp is the error of a run that reached a bound of ours before its end.
func (l *lesson) givenUp(o sim.Outcome) error {
	if o.Why != "stopped" {
		return nil
	}
	until := time.Duration(l.conf.Until)
	if until == 0 {
		until = time.Duration(sim.DefaultUntil)
	}
	return fmt.Errorf("%s: given up: the program had not ended after %v of virtual time, or %d steps\n\thint: --until T sets another bound",
		l.sc.File, until, uint64(sim.DefaultMaxSteps))
}

// A printer is a trace.Sink that shows what a program writes, as it was written.
type printer struct {
	streams [2]*bufio.Writer // standard output, standard error
	last    int              // the stream written to last: the other has nothing buffered
}

func newPrinter(stdout, stderr io.Writer) *printer {
	return &printer{streams: [2]*bufio.Writer{bufio.NewWriterSize(stdout, 1<<16), bufio.NewWriterSize(stderr, 1<<12)}}
}

func (p *printer) Wants(c trace.Class) bool { return c == trace.Output }

func (p *printer) Write(e trace.Event) {
	if e.Kind != trace.GoWrite {
		return
	}
	stream := 0
	if e.N == 2 {
		stream = 1
	}
	if stream != p.last {
		p.streams[p.last].Flush() // a failure stays in the writer; flush reports it
		p.last = stream
	}
	p.streams[stream].WriteString(e.Text)
}

// flush shows what is buffered.
func (p *printer) flush() error {
	for _, w := range p.streams {
		if err := w.Flush(); err != nil {
			return fmt.Errorf("write the program's output: %w", err)
		}
	}
	return nil
}
