package std_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// A secret says nothing of itself, a loop never comes to an end.
type (
	secret    string
	slogLoop  struct{ slog.LogValuer }
	slogText  struct{ X, Y int }
	slogPoint struct {
		X, Y int
		name string
	}
	slogPanic struct{}
)

func (secret) LogValue() slog.Value { return slog.StringValue("REDACTED") }
func (l slogLoop) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("a", 1), slog.Any("inner", secret("x")))
}
func (t slogText) MarshalText() ([]byte, error) {
	if t.X < 0 {
		return nil, errors.New("too small")
	}
	return fmt.Appendf(nil, "%d/%d", t.X, t.Y), nil
}
func (*slogPanic) Error() string { panic("at the disco") }

// slogCases are records, as arguments of With, groups of WithGroup, and arguments of the record.
func casesSlog(emit func(string)) {
	slogPlaces(emit)
	at := time.Date(2024, 2, 29, 12, 30, 45, 123456789, time.FixedZone("X", 3600))
	var nilPanic *slogPanic
	args := [][]any{
		{}, {"a", 1}, {"a", 1, "b"}, {1, "x"}, {slog.Int("n", -5), "k", "v v"}, {"", "empty key"}, {slog.Attr{}},
		{"quoted", "a=b", "nl", "x\ny", "utf", "é世\u2028", "bad", "\xff", "back", `\`, "q", `"`, "ctl", "\x01\b\f\r\t\x7f"},
		{"f", 1.5, "f32", float32(0.1), "u", uint8(7), "i", int16(-3), "b", true, "d", 1500 * time.Millisecond, "t", at, "nil", nil},
		{"big", 1e21, "small", 1e-7, "u64", ^uint64(0), "up", uintptr(9)},
		{"err", errors.New("no such"), "nilerr", error(nil), "panic", &slogPanic{}, "nilpanic", nilPanic},
		{"struct", slogPoint{1, 2, "p"}, "ptr", &slogPoint{}, "slice", []int{1, 2}, "map", map[string]int{"b": 2, "a": 1}, "bytes", []byte("hi\x00"), "html", "<&>"},
		{slog.Group("g", "a", 1, slog.Group("h", "b", 2), slog.Group("empty"))}, {slog.Group("", "inline", 1)}, {slog.Group("only", slog.Group("empty"))},
		{"s", secret("pw"), "l", slogLoop{}, "text", slogText{1, 2}, "texterr", slogText{-1, 0}, "any", slog.AnyValue(7), "attrs", []slog.Attr{slog.Int("z", 1)}},
		{"src", &slog.Source{Function: "f", File: "x.go", Line: 3}, "nosrc", &slog.Source{}, "lvl", slog.LevelWarn + 1, "json", json.Number("12"), "raw", json.RawMessage(`{"a": [1]}`)},
		{"chan", (chan int)(nil), "dur", []time.Duration{1}, "key with space", 1, "k=", 2},
	}
	setups := []func(h slog.Handler) slog.Handler{
		func(h slog.Handler) slog.Handler { return h },
		func(h slog.Handler) slog.Handler { return h.WithAttrs([]slog.Attr{slog.Int("w", 1)}) },
		func(h slog.Handler) slog.Handler { return h.WithGroup("G") },
		func(h slog.Handler) slog.Handler {
			return h.WithAttrs([]slog.Attr{slog.Int("w", 1)}).WithGroup("G").WithAttrs([]slog.Attr{slog.String("in", "x y")}).WithGroup("H").WithGroup("I")
		},
		func(h slog.Handler) slog.Handler {
			return h.WithGroup("G").WithGroup("H").WithAttrs([]slog.Attr{slog.Group("sub", "a", 1)}).WithAttrs([]slog.Attr{{}})
		},
	}
	options := []*slog.HandlerOptions{
		nil,
		{Level: slog.LevelWarn, ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			switch {
			case a.Key == slog.TimeKey && len(groups) == 0, a.Key == "a", a.Key == "w":
				return slog.Attr{}
			case a.Key == slog.LevelKey:
				return slog.Any("severity", a.Value.Any().(slog.Level)+1)
			case a.Key == "b":
				return slog.Group("made", "of", fmt.Sprint(groups))
			}
			if len(groups) > 0 {
				a.Key = strings.Join(groups, "/") + "/" + a.Key
			}
			return a
		}},
		{AddSource: true},
	}
	for i, opt := range options {
		for j, setup := range setups {
			for k, list := range args {
				for _, h := range []func(b *bytes.Buffer) slog.Handler{
					func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, opt) },
					func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, opt) },
				} {
					var b bytes.Buffer
					r := slog.NewRecord(at, slog.Level(4*(k%4)-4), "a message", 0)
					r.Add(list...)
					err := setup(h(&b)).Handle(context.Background(), r)
					emit(fmt.Sprintf("%d %d %d %s%v", i, j, k, b.String(), err))
				}
			}
		}
	}
	slogLoggers(emit)
	slogValues(emit)
}

// noTime drops the time of records.
func noTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

func slogLoggers(emit func(string)) {
	var b bytes.Buffer
	say := func() {
		emit(b.String())
		b.Reset()
	}
	level := new(slog.LevelVar)
	l := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{Level: level, ReplaceAttr: noTime}))
	ctx := context.Background()
	for _, lv := range []slog.Level{slog.LevelDebug, slog.LevelInfo, slog.LevelError, 100} {
		level.Set(lv)
		l.Debug("d", "x", 1)
		l.Info("i")
		l.Warn("w")
		l.Error("e", slog.Int("n", 1))
		l.DebugContext(ctx, "dc")
		l.InfoContext(ctx, "ic")
		l.WarnContext(ctx, "wc")
		l.ErrorContext(ctx, "ec")
		l.Log(ctx, 2, "log", []any{"k"}...)
		l.LogAttrs(ctx, 3, "attrs", slog.Bool("b", true))
		l.With("with", 1).With().WithGroup("").WithGroup("g").Info("in", "y", 2)
		emit(fmt.Sprint(l.Enabled(ctx, 0), level, level.Level()))
		say()
	}
	log.SetOutput(&b)
	log.SetFlags(log.Lmsgprefix)
	log.SetPrefix("P ")
	slog.Info("to log", "a", 1, slog.Group("g", "b", 2))
	slog.Debug("hidden")
	emit(fmt.Sprint(slog.SetLogLoggerLevel(slog.LevelDebug)))
	slog.Debug("shown", "e", errors.New("x y"))
	slog.With("w", "z").WithGroup("q").Error("deep", "k", time.Second)
	slog.SetLogLoggerLevel(slog.LevelInfo)
	say()
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewJSONHandler(&b, &slog.HandlerOptions{ReplaceAttr: noTime})))
	slog.Warn("json", "a", 1)
	slog.WarnContext(ctx, "json")
	slog.InfoContext(ctx, "json")
	slog.ErrorContext(ctx, "json")
	slog.DebugContext(ctx, "json")
	slog.Error("json")
	slog.Log(ctx, 9, "grave")
	slog.LogAttrs(ctx, 1, "attrs", slog.Uint64("u", 1))
	log.Print("through log")
	log.Printf("two\nlines\n")
	say()
	slog.SetDefault(old)
	ll := slog.NewLogLogger(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: noTime}), slog.LevelError)
	ll.Println("hello", 1)
	say()
	m := slog.New(slog.NewMultiHandler(slog.NewTextHandler(&b, &slog.HandlerOptions{ReplaceAttr: noTime}), slog.NewJSONHandler(&b, &slog.HandlerOptions{ReplaceAttr: noTime, Level: slog.LevelError}), slog.DiscardHandler))
	m.Info("one")
	m.With("a", 1).WithGroup("g").Error("both", "b", 2)
	say()
	emit(fmt.Sprint(slog.DiscardHandler.Enabled(ctx, 100), slog.DiscardHandler.WithAttrs(nil) == slog.DiscardHandler, slog.DiscardHandler.Handle(ctx, slog.Record{}), m.Handler() != nil))
	func() {
		defer func() { emit(fmt.Sprint(recover())) }()
		slog.New(nil)
	}()
	src := slog.New(slog.NewTextHandler(&b, &slog.HandlerOptions{AddSource: true, ReplaceAttr: func(g []string, a slog.Attr) slog.Attr {
		if s, ok := a.Value.Any().(*slog.Source); ok {
			return slog.String("from", s.Function[strings.LastIndex(s.Function, ".")+1:])
		}
		return noTime(g, a)
	}}))
	src.Info("where")
	say()
}

func slogValues(emit func(string)) {
	for _, l := range []slog.Level{-10, -4, -1, 0, 1, 3, 4, 7, 8, 12} {
		j, err := l.MarshalJSON()
		x, err2 := l.MarshalText()
		y, err3 := l.AppendText([]byte("+"))
		emit(fmt.Sprintf("%s %s %v %s %v %s %v %v", l, j, err, x, err2, y, err3, l.Level()))
	}
	for _, s := range []string{`"INFO"`, `"warn-2"`, `"Error+1"`, `"debug+x"`, `"nope"`, `INFO`, ``} {
		var l slog.Level
		err := l.UnmarshalJSON([]byte(s))
		emit(fmt.Sprint(l, err))
		err = l.UnmarshalText([]byte(s))
		emit(fmt.Sprint(l, err))
		var v slog.LevelVar
		err = v.UnmarshalText([]byte(strings.Trim(s, `"`)))
		x, _ := v.MarshalText()
		y, _ := v.AppendText(nil)
		emit(fmt.Sprint(v.String(), err, string(x), string(y)))
	}
	at := time.Unix(1e9, 5).UTC()
	values := []slog.Value{{}, slog.AnyValue(1), slog.IntValue(1), slog.Int64Value(1), slog.Uint64Value(1), slog.Float64Value(1), slog.BoolValue(true), slog.BoolValue(false),
		slog.StringValue("1"), slog.DurationValue(1), slog.TimeValue(at), slog.GroupValue(slog.Int("a", 1)), slog.GroupValue(), slog.AnyValue(secret("s")), slog.AnyValue([]slog.Attr{slog.Int("a", 1)}),
		slog.AnyValue(uint(3)), slog.AnyValue(int8(3)), slog.AnyValue(uint16(3)), slog.AnyValue(uint32(3)), slog.AnyValue(int32(3)), slog.AnyValue(int64(3)), slog.AnyValue(nil), slog.AnyValue(time.Minute), slog.AnyValue(at), slog.AnyValue(struct{ A int }{1})}
	for i, v := range values {
		line := fmt.Sprint(v, v.Kind(), v.Resolve(), fmt.Sprintf("%v %+v", v.Any(), v.Any()))
		for _, w := range values[:i] {
			line += fmt.Sprint(v.Equal(w), " ")
		}
		emit(line)
		for _, f := range []func() any{
			func() any { return v.Int64() }, func() any { return v.Uint64() }, func() any { return v.Float64() }, func() any { return v.Bool() },
			func() any { return v.Duration() }, func() any { return v.Time() }, func() any { return v.Group() }, func() any { return v.LogValuer().LogValue() },
		} {
			func() {
				defer func() {
					if r := recover(); r != nil {
						if e, ok := r.(error); ok {
							r = fmt.Sprintf("%T", e)
						}
						emit(fmt.Sprint("panic ", r))
					}
				}()
				emit(fmt.Sprint(f()))
			}()
		}
	}
	emit(fmt.Sprint(slog.Kind(3), slog.Kind(99), slog.Int("a", 1), slog.Any("x", []int{1}), slog.Int("a", 1).Equal(slog.Int64("a", 1)), slog.GroupAttrs("g", slog.Time("t", at), slog.Duration("d", 1), slog.Float64("f", 2), slog.Bool("b", true), slog.String("s", "x"), slog.Uint64("u", 3))))
	r := slog.NewRecord(at, 0, "m", 0)
	r.AddAttrs(slog.Int("a", 1), slog.Group("empty"), slog.Int("b", 2))
	c := r.Clone()
	c.Add("c", 3)
	n := 0
	r.Attrs(func(a slog.Attr) bool { n++; return n < 1 })
	emit(fmt.Sprint(r.NumAttrs(), c.NumAttrs(), n, r.Source() == nil))
}

// slogPlaces emits the heads of the default logger's lines with the place that they name,
// counted from the line of this function's first.
func slogPlaces(emit func(string)) {
	var b bytes.Buffer
	out, flags := log.Writer(), log.Flags()
	log.SetOutput(&b)
	log.SetFlags(log.Lshortfile)
	_, _, first, _ := runtime.Caller(0)
	slog.Info("one line below", "k", 1)
	slog.Default().With("a", 2).Warn("two lines below")
	func() { slog.Log(context.Background(), slog.LevelError, "of a function literal") }()
	log.SetOutput(out)
	log.SetFlags(flags)
	for line := range strings.Lines(b.String()) {
		file, rest, _ := strings.Cut(line, ":")
		at, text, _ := strings.Cut(rest, ":")
		n, _ := strconv.Atoi(at)
		emit(fmt.Sprintf("%t %d %s", file == "???", n-first*min(n, 1), text))
	}
}
