//go:build gopherscope

package os

import (
	"errors"
	"syscall"
	"time"
)

// args returns the program's name and arguments.
func args() []string

// Args is the program's name and its arguments.
var Args = args()

// Exit ends the program with a status. Deferred calls do not run.
func Exit(code int) { syscall.Exit(code) }

// Getenv returns the value of an environment variable, "" if it is not set.
func Getenv(key string) string {
	value, _ := syscall.Getenv(key)
	return value
}

// LookupEnv returns the value of an environment variable and whether it is set.
func LookupEnv(key string) (string, bool) { return syscall.Getenv(key) }

// Setenv sets an environment variable of the program.
func Setenv(key, value string) error { return NewSyscallError("setenv", syscall.Setenv(key, value)) }

// Unsetenv removes an environment variable, Clearenv all.
func Unsetenv(key string) error { return syscall.Unsetenv(key) }
func Clearenv()                 { syscall.Clearenv() }

// Environ returns a copy of the environment.
func Environ() []string { return syscall.Environ() }

// A Signal is what an operating system sends to a process.
type Signal interface {
	String() string
	Signal()
}

// The signals that exist everywhere. The machine never sends one.
var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

// A Process is one that FindProcess returned. The only one there is, is the program itself.
type Process struct {
	Pid      int
	released bool
}

// FindProcess returns the process with a number; it need not exist.
func FindProcess(pid int) (*Process, error) { return &Process{Pid: pid}, nil }

// Signal sends a signal: see syscall.Kill.
func (p *Process) Signal(sig Signal) error {
	if p.released {
		return errors.New("os: process already released")
	}
	s, ok := sig.(syscall.Signal)
	if !ok {
		return errors.New("os: unsupported signal type")
	}
	err := syscall.Kill(p.Pid, s)
	if err == syscall.ESRCH {
		return ErrProcessDone
	}
	return err
}

// Kill ends the process.
func (p *Process) Kill() error { return p.Signal(Kill) }

// Release gives the process up.
func (p *Process) Release() error {
	p.released = true
	return nil
}

// Wait would wait for a child to end; there are none.
func (p *Process) Wait() (*ProcessState, error) {
	return nil, NewSyscallError("waitid", syscall.ECHILD)
}

// A ProcessState tells how a process ended. Since nothing starts one, a program only meets a nil
// *ProcessState.
type ProcessState struct {
	pid, status int
}

func (p *ProcessState) Pid() int                  { return p.pid }
func (p *ProcessState) Exited() bool              { return true }
func (p *ProcessState) Success() bool             { return p.status == 0 }
func (p *ProcessState) SystemTime() time.Duration { return 0 }
func (p *ProcessState) UserTime() time.Duration   { return 0 }
func (p *ProcessState) Sys() any                  { return nil }
func (p *ProcessState) SysUsage() any             { return nil }

// ExitCode returns the status, -1 of a nil p.
func (p *ProcessState) ExitCode() int {
	if p == nil {
		return -1
	}
	return p.status
}

func (p *ProcessState) String() string {
	if p == nil {
		return "<nil>"
	}
	return "exit status 0"
}
