//go:build gopherscope

package slog

import (
	"context"
	"errors"
	"io"
	"log/internal"
	"slices"
	"strings"
	"sync"
)

// A Handler writes records.
type Handler interface {
	Enabled(context.Context, Level) bool
	Handle(context.Context, Record) error
	WithAttrs(attrs []Attr) Handler
	WithGroup(name string) Handler
}

// HandlerOptions change what TextHandler and JSONHandler write.
type HandlerOptions struct {
	AddSource   bool                               // also where it was logged
	Level       Leveler                            // the least level that is written; nil is INFO
	ReplaceAttr func(groups []string, a Attr) Attr // may change or, as the zero Attr, drop one
}

// The keys of what each record has.
const (
	TimeKey    = "time"
	LevelKey   = "level"
	MessageKey = "msg"
	SourceKey  = "source"
)

// A scope is what With and WithGroup have put before a record's attributes.
type scope struct {
	text   string   // the attributes as they are written
	groups []string // the groups that are begun, outermost first
	open   int      // how many of groups text has written the beginning of
}

// A common is what TextHandler and JSONHandler share.
type common struct {
	json bool
	opts HandlerOptions
	scope
	mu *sync.Mutex
	w  io.Writer
}

func newCommon(w io.Writer, opts *HandlerOptions, json bool) *common {
	if opts == nil {
		opts = &HandlerOptions{}
	}
	return &common{json: json, opts: *opts, mu: new(sync.Mutex), w: w}
}

func (h *common) enabled(l Level) bool {
	least := LevelInfo
	if h.opts.Level != nil {
		least = h.opts.Level.Level()
	}
	return l >= least
}

// withAttrs returns h with attributes, written now, in the groups that are begun.
func (h *common) withAttrs(as []Attr) *common {
	h2 := *h
	p := &printer{h: h, groups: slices.Clone(h.groups), sep: h.text != ""}
	p.buf = []byte(h.text)
	if h.json && strings.HasSuffix(h.text, "{") {
		p.sep = false
	}
	if p.attrs(as, h.groups[h.open:]) {
		h2.text, h2.open = string(p.buf), len(h.groups)
	}
	return &h2
}

func (h *common) withGroup(name string) *common {
	h2 := *h
	h2.groups = append(slices.Clip(h.groups), name)
	return &h2
}

// handle writes a record.
func (h *common) handle(r Record) error {
	p := &printer{h: h}
	if h.json {
		p.buf = append(p.buf, '{')
	}
	builtin := func(a Attr) { p.attr(a) }
	if !r.Time.IsZero() {
		builtin(Time(TimeKey, r.Time))
	}
	if h.opts.ReplaceAttr == nil {
		builtin(String(LevelKey, r.Level.String()))
	} else {
		builtin(Any(LevelKey, r.Level))
	}
	if h.opts.AddSource {
		src := r.Source()
		if src == nil {
			src = &Source{}
		}
		builtin(Any(SourceKey, src))
	}
	builtin(String(MessageKey, r.Message))
	p.scoped(r)
	if h.json {
		p.buf = append(p.buf, '}')
	}
	p.buf = append(p.buf, '\n')
	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := h.w.Write(p.buf)
	return err
}

// scoped writes what With has added and the record's attributes.
func (p *printer) scoped(r Record) {
	h := p.h
	open := h.open
	if h.text != "" {
		p.separate()
		p.buf = append(p.buf, h.text...)
		p.sep = !(h.json && strings.HasSuffix(h.text, "{"))
	}
	p.groups = slices.Clone(h.groups)
	if r.NumAttrs() > 0 && p.attrs(r.attrs, h.groups[h.open:]) {
		open = len(h.groups)
	}
	if h.json {
		p.buf = append(p.buf, strings.Repeat("}", open)...)
	}
}

// A TextHandler writes a line of key=value pairs for each record.
type TextHandler struct{ h *common }

func NewTextHandler(w io.Writer, opts *HandlerOptions) *TextHandler {
	return &TextHandler{newCommon(w, opts, false)}
}

func (t *TextHandler) Enabled(_ context.Context, level Level) bool { return t.h.enabled(level) }
func (t *TextHandler) Handle(_ context.Context, r Record) error    { return t.h.handle(r) }
func (t *TextHandler) WithAttrs(attrs []Attr) Handler              { return &TextHandler{t.h.withAttrs(attrs)} }
func (t *TextHandler) WithGroup(name string) Handler               { return &TextHandler{t.h.withGroup(name)} }

// A JSONHandler writes a line with a JSON object for each record.
type JSONHandler struct{ h *common }

func NewJSONHandler(w io.Writer, opts *HandlerOptions) *JSONHandler {
	return &JSONHandler{newCommon(w, opts, true)}
}

func (j *JSONHandler) Enabled(_ context.Context, level Level) bool { return j.h.enabled(level) }
func (j *JSONHandler) Handle(_ context.Context, r Record) error    { return j.h.handle(r) }
func (j *JSONHandler) WithAttrs(attrs []Attr) Handler              { return &JSONHandler{j.h.withAttrs(attrs)} }
func (j *JSONHandler) WithGroup(name string) Handler               { return &JSONHandler{j.h.withGroup(name)} }

// A defaultHandler writes to package log.
type defaultHandler struct{ h common }

func (d *defaultHandler) Enabled(_ context.Context, l Level) bool { return l >= logLevel.Level() }

func (d *defaultHandler) Handle(_ context.Context, r Record) error {
	p := &printer{h: &d.h, sep: true}
	p.buf = append(p.buf, r.Level.String()+" "+r.Message...)
	p.scoped(r)
	return internal.DefaultOutput(r.PC, p.buf)
}

func (d *defaultHandler) WithAttrs(attrs []Attr) Handler {
	return &defaultHandler{*d.h.withAttrs(attrs)}
}
func (d *defaultHandler) WithGroup(name string) Handler { return &defaultHandler{*d.h.withGroup(name)} }

// DiscardHandler writes nothing.
var DiscardHandler Handler = discardHandler{}

type discardHandler struct{}

func (discardHandler) Enabled(context.Context, Level) bool  { return false }
func (discardHandler) Handle(context.Context, Record) error { return nil }
func (d discardHandler) WithAttrs(attrs []Attr) Handler     { return d }
func (d discardHandler) WithGroup(name string) Handler      { return d }

// A MultiHandler hands each record to several handlers.
type MultiHandler struct{ multi []Handler }

func NewMultiHandler(handlers ...Handler) *MultiHandler {
	return &MultiHandler{slices.Clone(handlers)}
}

func (m *MultiHandler) Enabled(ctx context.Context, l Level) bool {
	return slices.ContainsFunc(m.multi, func(h Handler) bool { return h.Enabled(ctx, l) })
}

func (m *MultiHandler) Handle(ctx context.Context, r Record) error {
	var errs []error
	for _, h := range m.multi {
		if h.Enabled(ctx, r.Level) {
			if err := h.Handle(ctx, r.Clone()); err != nil {
				errs = append(errs, err)
			}
		}
	}
	return errors.Join(errs...)
}

// each returns a MultiHandler of what f makes of the handlers.
func (m *MultiHandler) each(f func(Handler) Handler) Handler {
	list := make([]Handler, len(m.multi))
	for i, h := range m.multi {
		list[i] = f(h)
	}
	return &MultiHandler{list}
}

func (m *MultiHandler) WithAttrs(attrs []Attr) Handler {
	return m.each(func(h Handler) Handler { return h.WithAttrs(attrs) })
}

func (m *MultiHandler) WithGroup(name string) Handler {
	return m.each(func(h Handler) Handler { return h.WithGroup(name) })
}
