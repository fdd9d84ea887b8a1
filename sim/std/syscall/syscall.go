//go:build gopherscope

// Package syscall has the error numbers and signals of Linux, the program's environment and
// its identity. There is no system beneath: a program can read its ids, exit and send signals
// to itself; what would call the system is not there.
package syscall

import (
	"errors"
	"internal/rt"
	"io/fs"
)

// errnoText and signalText return what a number means, "" for one that means nothing.
func errnoText(n int) string
func signalText(n int) string

// An Errno is an error number of the system.
type Errno uintptr

func (e Errno) Error() string {
	if s := errnoText(int(e)); s != "" {
		return s
	}
	return "errno " + digits(int(e))
}

// Is tells whether e is one of the errors that package errors and io/fs have a name for.
func (e Errno) Is(target error) bool {
	switch target {
	case fs.ErrPermission:
		return e == EACCES || e == EPERM
	case fs.ErrExist:
		return e == EEXIST || e == ENOTEMPTY
	case fs.ErrNotExist:
		return e == ENOENT
	case errors.ErrUnsupported:
		return e == ENOSYS || e == ENOTSUP
	}
	return false
}

// Temporary tells whether another try may do.
func (e Errno) Temporary() bool { return e == EINTR || e == EMFILE || e == ENFILE || e.Timeout() }

// Timeout tells whether it took too long.
func (e Errno) Timeout() bool { return e == EAGAIN || e == ETIMEDOUT }

// A Signal is what a system sends to a process. None ever comes but those that a program sends
// to itself.
type Signal int

func (s Signal) Signal() {}

func (s Signal) String() string {
	if text := signalText(int(s)); text != "" {
		return text
	}
	return "signal " + digits(int(s))
}

func digits(n int) string {
	if n < 0 {
		return "-" + digits(-n)
	}
	if n < 10 {
		return string(rune('0' + n))
	}
	return digits(n/10) + string(rune('0'+n%10))
}

// The descriptors of the standard files.
var (
	Stdin  = 0
	Stdout = 1
	Stderr = 2
)

// Who the program is.
const (
	pid  = 4711
	ppid = 4710
	uid  = 1000
)

// Getpid asks the kernel, as it does in Go.
func Getpid() int {
	trap()
	return pid
}

// trap takes the time of a system call that returns at once and that the scheduler is not told of.
func trap()

// Getppid likewise.
func Getppid() int {
	trap()
	return ppid
}

func Getuid() int      { return uid }
func Geteuid() int     { return uid }
func Getgid() int      { return uid }
func Getegid() int     { return uid }
func Getpagesize() int { return 4096 }

// Getgroups returns the groups that the program's user is in.
func Getgroups() ([]int, error) { return []int{uid}, nil }

// Exit ends the program at once with a status.
func Exit(code int)

// Kill sends a signal to process p, which must be the program itself. A signal that it has not
// asked os/signal for, and that is not ignored by itself, ends it.
func Kill(p int, sig Signal) error {
	switch {
	case p != pid:
		return ESRCH
	case sig < 0 || sig > 64:
		return EINVAL
	case sig == 0 || sig != SIGKILL && sig != SIGSTOP && rt.Signal != nil && rt.Signal(int(sig)):
		return nil
	}
	switch sig {
	case SIGCHLD, SIGCONT, SIGURG, SIGWINCH:
		return nil
	}
	Exit(128 + int(sig)) // as a shell tells a death by a signal
	return nil
}
