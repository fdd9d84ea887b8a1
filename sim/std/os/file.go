//go:build gopherscope

// Package os has the program's standard files, its arguments and its environment. There is
// no system beneath: the machine serves reads and writes, and no file of the host can be
// reached.
package os

import "io"

// A File is an open file.
type File struct {
	fd   int // -1 once closed
	name string
}

// The standard files.
var (
	Stdin  = &File{0, "/dev/stdin"}
	Stdout = &File{1, "/dev/stdout"}
	Stderr = &File{2, "/dev/stderr"}
)

// write writes p to a file descriptor; it is a system call.
func write(fd int, p []byte)

// read reads into p from standard input and returns the number of bytes, 0 at the end; it
// is a system call.
func read(fd int, p []byte) int

// Write writes p.
func (f *File) Write(p []byte) (n int, err error) {
	if err := f.check("write"); err != nil {
		return 0, err
	}
	write(f.fd, p)
	return len(p), nil
}

// WriteString writes s.
func (f *File) WriteString(s string) (n int, err error) { return f.Write([]byte(s)) }

// Read reads into p.
func (f *File) Read(p []byte) (n int, err error) {
	if err := f.check("read"); err != nil {
		return 0, err
	}
	if f.fd != 0 {
		return 0, &PathError{Op: "read", Path: f.name, Err: errBadFile}
	}
	if n = read(f.fd, p); n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

// Close closes f.
func (f *File) Close() error {
	if err := f.check("close"); err != nil {
		return err
	}
	f.fd = -1
	return nil
}

// Sync does nothing: writes are not held back.
func (f *File) Sync() error { return f.check("sync") }

// Name returns the name f was opened by.
func (f *File) Name() string { return f.name }

// Fd returns f's descriptor.
func (f *File) Fd() uintptr { return uintptr(f.fd) }

func (f *File) check(op string) error {
	if f == nil {
		return ErrInvalid
	}
	if f.fd < 0 {
		return &PathError{Op: op, Path: f.name, Err: ErrClosed}
	}
	return nil
}
