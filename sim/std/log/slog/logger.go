//go:build gopherscope

// Package slog logs events with a message, a level and attributes. A Logger makes the Record of
// an event, a Handler writes it.
package slog

import (
	"bytes"
	"context"
	"log"
	"runtime"
	"sync/atomic"
	"time"
)

// A Logger hands records to a handler.
type Logger struct{ handler Handler }

// New returns a logger with a handler.
func New(h Handler) *Logger {
	if h == nil {
		panic("nil Handler")
	}
	return &Logger{h}
}

// defaultLogger is the logger of the package's functions.
var defaultLogger atomic.Pointer[Logger]

// Default returns it.
func Default() *Logger {
	if defaultLogger.Load() == nil {
		defaultLogger.CompareAndSwap(nil, New(&defaultHandler{}))
	}
	return defaultLogger.Load()
}

// SetDefault makes l the default logger, and package log write to it too.
func SetDefault(l *Logger) {
	defaultLogger.Store(l)
	if _, ok := l.Handler().(*defaultHandler); !ok {
		named := log.Flags()&(log.Lshortfile|log.Llongfile) != 0
		log.SetOutput(&handlerWriter{l.Handler(), &logLevel, named})
		log.SetFlags(0)
	}
}

// logLevel is the level of what package log writes to a default logger, and the least that the
// default logger writes to package log.
var logLevel LevelVar

// SetLogLoggerLevel sets that level and returns the one before.
func SetLogLoggerLevel(level Level) (oldLevel Level) {
	oldLevel = logLevel.Level()
	logLevel.Set(level)
	return oldLevel
}

// NewLogLogger returns a logger of package log that writes to h with a level.
func NewLogLogger(h Handler, level Level) *log.Logger {
	return log.New(&handlerWriter{h, level, true}, "", 0)
}

// A handlerWriter makes a record of each line.
type handlerWriter struct {
	h     Handler
	level Leveler
	named bool // whether the record says where it is from
}

func (w *handlerWriter) Write(line []byte) (int, error) {
	level := w.level.Level()
	if !w.h.Enabled(context.Background(), level) {
		return 0, nil
	}
	var pc [1]uintptr
	if w.named {
		runtime.Callers(5, pc[:]) // of the caller of Print: Callers, Write, Output, Print
	}
	size := len(line)
	line = bytes.TrimSuffix(line, []byte("\n"))
	return size, w.h.Handle(context.Background(), NewRecord(time.Now(), level, string(line), pc[0]))
}

// Handler returns l's handler.
func (l *Logger) Handler() Handler { return l.handler }

// With returns a logger whose records have the attributes first.
func (l *Logger) With(args ...any) *Logger {
	if len(args) == 0 {
		return l
	}
	return &Logger{l.handler.WithAttrs(attrs(args))}
}

// WithGroup returns a logger whose attributes are in a group, unless name is empty.
func (l *Logger) WithGroup(name string) *Logger {
	if name == "" {
		return l
	}
	return &Logger{l.handler.WithGroup(name)}
}

// Enabled tells whether l writes records of a level.
func (l *Logger) Enabled(ctx context.Context, level Level) bool {
	if ctx == nil {
		ctx = context.Background()
	}
	return l.Handler().Enabled(ctx, level)
}

// log writes a record of the caller's caller.
func (l *Logger) log(ctx context.Context, level Level, msg string, args ...any) {
	if !l.Enabled(ctx, level) {
		return
	}
	var pc [1]uintptr
	runtime.Callers(3, pc[:])
	r := NewRecord(time.Now(), level, msg, pc[0])
	r.Add(args...)
	l.handle(ctx, r)
}

func (l *Logger) logAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	if !l.Enabled(ctx, level) {
		return
	}
	var pc [1]uintptr
	runtime.Callers(3, pc[:])
	r := NewRecord(time.Now(), level, msg, pc[0])
	r.AddAttrs(attrs...)
	l.handle(ctx, r)
}

func (l *Logger) handle(ctx context.Context, r Record) {
	if ctx == nil {
		ctx = context.Background()
	}
	_ = l.Handler().Handle(ctx, r)
}

// Log writes a record of any level.
func (l *Logger) Log(ctx context.Context, level Level, msg string, args ...any) {
	l.log(ctx, level, msg, args...)
}

func (l *Logger) LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	l.logAttrs(ctx, level, msg, attrs...)
}

func (l *Logger) Debug(msg string, args ...any) {
	l.log(context.Background(), LevelDebug, msg, args...)
}

func (l *Logger) DebugContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelDebug, msg, args...)
}

func (l *Logger) Info(msg string, args ...any) {
	l.log(context.Background(), LevelInfo, msg, args...)
}

func (l *Logger) InfoContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelInfo, msg, args...)
}

func (l *Logger) Warn(msg string, args ...any) {
	l.log(context.Background(), LevelWarn, msg, args...)
}

func (l *Logger) WarnContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelWarn, msg, args...)
}

func (l *Logger) Error(msg string, args ...any) {
	l.log(context.Background(), LevelError, msg, args...)
}

func (l *Logger) ErrorContext(ctx context.Context, msg string, args ...any) {
	l.log(ctx, LevelError, msg, args...)
}

// The default logger's methods.

func With(args ...any) *Logger { return Default().With(args...) }

func Log(ctx context.Context, level Level, msg string, args ...any) {
	Default().log(ctx, level, msg, args...)
}

func LogAttrs(ctx context.Context, level Level, msg string, attrs ...Attr) {
	Default().logAttrs(ctx, level, msg, attrs...)
}

func Debug(msg string, args ...any) {
	Default().log(context.Background(), LevelDebug, msg, args...)
}

func DebugContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelDebug, msg, args...)
}

func Info(msg string, args ...any) {
	Default().log(context.Background(), LevelInfo, msg, args...)
}

func InfoContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelInfo, msg, args...)
}

func Warn(msg string, args ...any) {
	Default().log(context.Background(), LevelWarn, msg, args...)
}

func WarnContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelWarn, msg, args...)
}

func Error(msg string, args ...any) {
	Default().log(context.Background(), LevelError, msg, args...)
}

func ErrorContext(ctx context.Context, msg string, args ...any) {
	Default().log(ctx, LevelError, msg, args...)
}
