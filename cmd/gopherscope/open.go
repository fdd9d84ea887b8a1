package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/token"
	"io"
	"slices"

	"gopherscope/scenarios"
	"gopherscope/sim"
	"gopherscope/sim/code"
	"gopherscope/sim/program"
	"gopherscope/sim/std"
)

// A lesson is a scenario that is ready to run.
type lesson struct {
	sc   *scenarios.Scenario
	prog *code.Program
	conf sim.Config
}

// open reads and compiles the scenario that arg names.
func (s *session) open(arg string) (*lesson, error) {
	src, err := scenarios.Read(arg, s.stdin)
	if err != nil {
		return nil, err
	}
	return s.compile(src)
}

// compile makes a lesson of a source, and settles its run.
func (s *session) compile(src scenarios.Source) (*lesson, error) {
	sc, err := src.Parse()
	if wrong := (*scenarios.Error)(nil); errors.As(err, &wrong) && wrong.Syntax {
		if _, faults := program.Load(src.File, src.Text, program.Options{Std: std.FS}); faults != nil {
			return nil, faults
		}
	}
	if err != nil {
		return nil, err
	}
	conf, err := s.config(sc)
	if err != nil {
		return nil, err
	}
	spend := map[int]code.Spend{}
	for _, d := range sc.Directives {
		if how, ok := spendHow[d.Kind]; ok {
			spend[d.TargetLine] = code.Spend{How: how, NS: int64(d.D)}
		}
	}
	prog, faults := program.Load(sc.File, sc.Text, program.Options{Std: std.FS, Spend: spend})
	if faults != nil {
		return nil, faults
	}
	if conf.Stdin, err = s.input(sc); err != nil {
		return nil, err
	}
	return &lesson{sc, prog, conf}, nil
}

// spendHow is how a function with a directive passes its time.
var spendHow = map[scenarios.Kind]code.SpendHow{
	scenarios.Cost:    code.SpendCPU,
	scenarios.Syscall: code.SpendSyscall,
	scenarios.Network: code.SpendNetwork,
}

// maxInput is the most of its standard input that a program is given, in bytes.
const maxInput = 64 << 20

// input reads the program's standard input, all at once, since the machine waits for nobody.
// A program that does not speak of it is given none: nobody may have anything to say.
func (s *session) input(sc *scenarios.Scenario) ([]byte, error) {
	speaks := bytes.Contains(sc.Text, []byte("os.Stdin")) || bytes.Contains(sc.Text, []byte("fmt.Scan"))
	if !s.cmd.input || !speaks || slices.Contains(s.scenarios, "-") {
		return nil, nil
	}
	input, err := io.ReadAll(io.LimitReader(s.stdin, maxInput+1))
	if err != nil {
		return nil, fmt.Errorf("gopherscope: read the program's standard input: %w", err)
	}
	if len(input) > maxInput {
		return nil, fmt.Errorf("gopherscope: the program's standard input is larger than %d bytes", maxInput)
	}
	return input, nil
}

// fault is an error at a line of a scenario.
func fault(sc *scenarios.Scenario, line int, msg, hint string) error {
	return &scenarios.Error{Pos: token.Position{Filename: sc.File, Line: line, Column: 1}, Msg: msg, Hint: hint}
}
