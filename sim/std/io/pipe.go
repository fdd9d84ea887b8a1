//go:build gopherscope

package io

import "sync"

// Pipe returns the two ends of a pipe: each Write waits until Reads have taken all of it.
func Pipe() (*PipeReader, *PipeWriter) {
	p := &pipe{data: make(chan []byte), taken: make(chan int), done: make(chan struct{})}
	return &PipeReader{p}, &PipeWriter{p}
}

type pipe struct {
	writing sync.Mutex // one Write at a time
	data    chan []byte
	taken   chan int // how much of data a Read took

	mu         sync.Mutex
	done       chan struct{} // closed once an end is
	closed     bool
	rerr, werr error // what the reader's and the writer's closing said
}

func (p *pipe) close(err *error, what error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if *err == nil {
		*err = what
	}
	if !p.closed {
		p.closed = true
		close(p.done)
	}
}

// readErr returns what a Read of a closed pipe says, writeErr what a Write says.
func (p *pipe) readErr() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.rerr == nil && p.werr != nil {
		return p.werr
	}
	return ErrClosedPipe
}

func (p *pipe) writeErr() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.werr == nil && p.rerr != nil {
		return p.rerr
	}
	return ErrClosedPipe
}

// A PipeReader is the end of a pipe that is read.
type PipeReader struct{ p *pipe }

func (r *PipeReader) Read(data []byte) (n int, err error) {
	select {
	case <-r.p.done:
		return 0, r.p.readErr()
	default:
	}
	select {
	case b := <-r.p.data:
		n = copy(data, b)
		r.p.taken <- n
		return n, nil
	case <-r.p.done:
		return 0, r.p.readErr()
	}
}

func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError makes Writes return err, ErrClosedPipe if it is nil.
func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	r.p.close(&r.p.rerr, err)
	return nil
}

// A PipeWriter is the end of a pipe that is written.
type PipeWriter struct{ p *pipe }

func (w *PipeWriter) Write(data []byte) (n int, err error) {
	select {
	case <-w.p.done:
		return 0, w.p.writeErr()
	default:
		w.p.writing.Lock()
		defer w.p.writing.Unlock()
	}
	for once := true; once || len(data) > 0; once = false {
		select {
		case w.p.data <- data:
			k := <-w.p.taken
			data = data[k:]
			n += k
		case <-w.p.done:
			return n, w.p.writeErr()
		}
	}
	return n, nil
}

func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError makes Reads return err, EOF if it is nil.
func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	w.p.close(&w.p.werr, err)
	return nil
}
