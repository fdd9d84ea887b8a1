//go:build gopherscope

// Package log writes lines with a head.
package log

import (
	"fmt"
	"io"
	"log/internal"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

// What stands in the head of a line.
const (
	Ldate         = 1 << iota // 2009/01/23
	Ltime                     // 01:23:23
	Lmicroseconds             // 01:23:23.123123
	Llongfile                 // /a/b/c/d.go:23
	Lshortfile                // d.go:23
	LUTC                      // date and time in UTC
	Lmsgprefix                // the prefix after the head, not before it
	LstdFlags     = Ldate | Ltime
)

// A Logger writes lines to a writer, one at a time.
type Logger struct {
	mu     sync.Mutex
	out    io.Writer
	prefix string
	flag   int
}

func New(out io.Writer, prefix string, flag int) *Logger {
	return &Logger{out: out, prefix: prefix, flag: flag}
}

var std = New(os.Stderr, "", LstdFlags)

// Default returns the logger of the package's functions.
func Default() *Logger { return std }

// Output writes s as a line; calldepth 1 names the caller's position.
func (l *Logger) Output(calldepth int, s string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.write(l.head(nil, 0, calldepth+1), s)
}

func init() {
	internal.DefaultOutput = func(pc uintptr, line []byte) error {
		std.mu.Lock()
		defer std.mu.Unlock()
		return std.write(std.head(nil, pc, 0), string(line))
	}
}

// write writes a line that begins with head.
func (l *Logger) write(head []byte, s string) error {
	line := append(head, s...)
	if s == "" || s[len(s)-1] != '\n' {
		line = append(line, '\n')
	}
	_, err := l.out.Write(line)
	return err
}

// head appends the head of a line to b. It names the place of pc or, if calldepth is not 0,
// that of a caller.
func (l *Logger) head(b []byte, pc uintptr, calldepth int) []byte {
	if l.flag&Lmsgprefix == 0 {
		b = append(b, l.prefix...)
	}
	if l.flag&(Ldate|Ltime|Lmicroseconds) != 0 {
		t := time.Now()
		if l.flag&LUTC != 0 {
			t = t.UTC()
		}
		if l.flag&Ldate != 0 {
			b = t.AppendFormat(b, "2006/01/02 ")
		}
		switch {
		case l.flag&Lmicroseconds != 0:
			b = t.AppendFormat(b, "15:04:05.000000 ")
		case l.flag&Ltime != 0:
			b = t.AppendFormat(b, "15:04:05 ")
		}
	}
	if l.flag&(Lshortfile|Llongfile) != 0 {
		file, line := "???", 0
		if calldepth == 0 {
			if f, _ := runtime.CallersFrames([]uintptr{pc}).Next(); f.File != "" {
				file, line = f.File, f.Line
			}
		} else if _, f, n, ok := runtime.Caller(calldepth); ok {
			file, line = f, n
		}
		if l.flag&Lshortfile != 0 {
			file = file[strings.LastIndexByte(file, '/')+1:]
		}
		b = append(append(append(append(b, file...), ':'), strconv.Itoa(line)...), ": "...)
	}
	if l.flag&Lmsgprefix != 0 {
		b = append(b, l.prefix...)
	}
	return b
}

func (l *Logger) Print(v ...any)                 { l.Output(2, fmt.Sprint(v...)) }
func (l *Logger) Printf(format string, v ...any) { l.Output(2, fmt.Sprintf(format, v...)) }
func (l *Logger) Println(v ...any)               { l.Output(2, fmt.Sprintln(v...)) }

func (l *Logger) Fatal(v ...any) {
	l.Output(2, fmt.Sprint(v...))
	os.Exit(1)
}

func (l *Logger) Fatalf(format string, v ...any) {
	l.Output(2, fmt.Sprintf(format, v...))
	os.Exit(1)
}

func (l *Logger) Fatalln(v ...any) {
	l.Output(2, fmt.Sprintln(v...))
	os.Exit(1)
}

func (l *Logger) Panic(v ...any) {
	s := fmt.Sprint(v...)
	l.Output(2, s)
	panic(s)
}

func (l *Logger) Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.Output(2, s)
	panic(s)
}

func (l *Logger) Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	l.Output(2, s)
	panic(s)
}

func (l *Logger) Flags() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.flag
}

func (l *Logger) SetFlags(flag int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.flag = flag
}

func (l *Logger) Prefix() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.prefix
}

func (l *Logger) SetPrefix(prefix string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.prefix = prefix
}

func (l *Logger) Writer() io.Writer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out
}

func (l *Logger) SetOutput(w io.Writer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.out = w
}

func Print(v ...any)                 { std.Output(2, fmt.Sprint(v...)) }
func Printf(format string, v ...any) { std.Output(2, fmt.Sprintf(format, v...)) }
func Println(v ...any)               { std.Output(2, fmt.Sprintln(v...)) }

func Fatal(v ...any) {
	std.Output(2, fmt.Sprint(v...))
	os.Exit(1)
}

func Fatalf(format string, v ...any) {
	std.Output(2, fmt.Sprintf(format, v...))
	os.Exit(1)
}

func Fatalln(v ...any) {
	std.Output(2, fmt.Sprintln(v...))
	os.Exit(1)
}

func Panic(v ...any) {
	s := fmt.Sprint(v...)
	std.Output(2, s)
	panic(s)
}

func Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	std.Output(2, s)
	panic(s)
}

func Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	std.Output(2, s)
	panic(s)
}

func Flags() int                           { return std.Flags() }
func SetFlags(flag int)                    { std.SetFlags(flag) }
func Prefix() string                       { return std.Prefix() }
func SetPrefix(prefix string)              { std.SetPrefix(prefix) }
func Writer() io.Writer                    { return std.Writer() }
func SetOutput(w io.Writer)                { std.SetOutput(w) }
func Output(calldepth int, s string) error { return std.Output(calldepth+1, s) }
