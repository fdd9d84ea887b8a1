//go:build gopherscope

package slog

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Kind says what a Value holds.
type Kind int

// The kinds. A Value of KindAny may hold nil.
const (
	KindAny Kind = iota
	KindBool
	KindDuration
	KindFloat64
	KindInt64
	KindString
	KindTime
	KindUint64
	KindGroup
	KindLogValuer
)

var kindNames = []string{"Any", "Bool", "Duration", "Float64", "Int64", "String", "Time", "Uint64", "Group", "LogValuer"}

func (k Kind) String() string {
	if k >= 0 && int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "<unknown slog.Kind>"
}

// A Value is what is logged under a key. Its zero value holds nil.
type Value struct {
	_    [0]func() // two Values cannot be compared with ==
	kind Kind
	num  uint64 // a number's bits
	str  string
	any  any // a time.Time, a []Attr, a LogValuer or any other
}

// A LogValuer says itself what is logged of it.
type LogValuer interface {
	LogValue() Value
}

func StringValue(value string) Value      { return Value{kind: KindString, str: value} }
func IntValue(v int) Value                { return Int64Value(int64(v)) }
func Int64Value(v int64) Value            { return Value{kind: KindInt64, num: uint64(v)} }
func Uint64Value(v uint64) Value          { return Value{kind: KindUint64, num: v} }
func Float64Value(v float64) Value        { return Value{kind: KindFloat64, num: math.Float64bits(v)} }
func TimeValue(v time.Time) Value         { return Value{kind: KindTime, any: v.Round(0)} }
func DurationValue(v time.Duration) Value { return Value{kind: KindDuration, num: uint64(v)} }

func BoolValue(v bool) Value {
	if v {
		return Value{kind: KindBool, num: 1}
	}
	return Value{kind: KindBool}
}

// GroupValue returns a group of attributes, less those that are empty groups.
func GroupValue(as ...Attr) Value {
	if slices.ContainsFunc(as, Attr.isEmptyGroup) {
		as = slices.DeleteFunc(slices.Clone(as), Attr.isEmptyGroup)
	}
	return Value{kind: KindGroup, any: as}
}

// AnyValue returns v under the kind that suits its type best.
func AnyValue(v any) Value {
	switch v := v.(type) {
	case string:
		return StringValue(v)
	case int:
		return Int64Value(int64(v))
	case uint:
		return Uint64Value(uint64(v))
	case int64:
		return Int64Value(v)
	case uint64:
		return Uint64Value(v)
	case bool:
		return BoolValue(v)
	case time.Duration:
		return DurationValue(v)
	case time.Time:
		return TimeValue(v)
	case uint8:
		return Uint64Value(uint64(v))
	case uint16:
		return Uint64Value(uint64(v))
	case uint32:
		return Uint64Value(uint64(v))
	case uintptr:
		return Uint64Value(uint64(v))
	case int8:
		return Int64Value(int64(v))
	case int16:
		return Int64Value(int64(v))
	case int32:
		return Int64Value(int64(v))
	case float64:
		return Float64Value(v)
	case float32:
		return Float64Value(float64(v))
	case []Attr:
		return GroupValue(v...)
	case Value:
		return v
	case LogValuer:
		return Value{kind: KindLogValuer, any: v}
	}
	return Value{any: v}
}

// Any returns what v holds.
func (v Value) Any() any {
	switch v.kind {
	case KindBool:
		return v.num == 1
	case KindDuration:
		return time.Duration(v.num)
	case KindFloat64:
		return math.Float64frombits(v.num)
	case KindInt64:
		return int64(v.num)
	case KindString:
		return v.str
	case KindUint64:
		return v.num
	}
	return v.any
}

func (v Value) Kind() Kind { return v.kind }

// must panics if v is not of a kind.
func (v Value) must(k Kind) Value {
	if v.kind != k {
		panic(fmt.Sprintf("Value kind is %s, not %s", v.kind, k))
	}
	return v
}

// What v holds, of a kind that it must be of.
func (v Value) Int64() int64   { return int64(v.must(KindInt64).num) }
func (v Value) Uint64() uint64 { return v.must(KindUint64).num }
func (v Value) Bool() bool     { return v.must(KindBool).num == 1 }

func (v Value) Duration() time.Duration { return time.Duration(v.must(KindDuration).num) }
func (v Value) Float64() float64        { return math.Float64frombits(v.must(KindFloat64).num) }
func (v Value) Time() time.Time         { return v.must(KindTime).any.(time.Time) }
func (v Value) LogValuer() LogValuer    { return v.any.(LogValuer) }

func (v Value) Group() []Attr {
	if v.kind != KindGroup {
		panic("Group: bad kind")
	}
	return v.any.([]Attr)
}

// String returns v as text, whatever its kind.
func (v Value) String() string {
	switch v.kind {
	case KindString:
		return v.str
	case KindInt64:
		return strconv.FormatInt(int64(v.num), 10)
	case KindUint64:
		return strconv.FormatUint(v.num, 10)
	case KindFloat64:
		return strconv.FormatFloat(v.Float64(), 'g', -1, 64)
	case KindBool:
		return strconv.FormatBool(v.num == 1)
	case KindDuration:
		return v.Duration().String()
	case KindTime:
		return v.Time().String()
	}
	return fmt.Sprint(v.any)
}

// Equal tells whether v and w hold the same.
func (v Value) Equal(w Value) bool {
	if v.kind != w.kind {
		return false
	}
	switch v.kind {
	case KindFloat64:
		return v.Float64() == w.Float64()
	case KindTime:
		return v.Time().Equal(w.Time())
	case KindGroup:
		return slices.EqualFunc(v.Group(), w.Group(), Attr.Equal)
	case KindAny, KindLogValuer:
		return v.any == w.any
	}
	return v.num == w.num && v.str == w.str
}

// maxLogValues bounds how often Resolve asks.
const maxLogValues = 100

// Resolve returns what the LogValuer in v says until that is none.
func (v Value) Resolve() (rv Value) {
	first := v
	defer func() {
		if r := recover(); r != nil {
			rv = AnyValue(fmt.Errorf("LogValue panicked\n%s", callers()))
		}
	}()
	for range maxLogValues {
		if v.kind != KindLogValuer {
			return v
		}
		v = v.LogValuer().LogValue()
	}
	return AnyValue(fmt.Errorf("LogValue of type %T called too many times", first.Any()))
}

// callers returns where a panic in LogValue came from.
func callers() string {
	var pcs [5]uintptr
	n := runtime.Callers(4, pcs[:])
	frames := runtime.CallersFrames(pcs[:n])
	var b strings.Builder
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		fmt.Fprintf(&b, "called from %s (%s:%d)\n", f.Function, f.File, f.Line)
	}
	return b.String()
}

// An Attr is a key and a value.
type Attr struct {
	Key   string
	Value Value
}

func String(key, value string) Attr             { return Attr{key, StringValue(value)} }
func Int64(key string, value int64) Attr        { return Attr{key, Int64Value(value)} }
func Int(key string, value int) Attr            { return Attr{key, IntValue(value)} }
func Uint64(key string, v uint64) Attr          { return Attr{key, Uint64Value(v)} }
func Float64(key string, v float64) Attr        { return Attr{key, Float64Value(v)} }
func Bool(key string, v bool) Attr              { return Attr{key, BoolValue(v)} }
func Time(key string, v time.Time) Attr         { return Attr{key, TimeValue(v)} }
func Duration(key string, v time.Duration) Attr { return Attr{key, DurationValue(v)} }
func Group(key string, args ...any) Attr        { return Attr{key, GroupValue(attrs(args)...)} }
func GroupAttrs(key string, attrs ...Attr) Attr { return Attr{key, GroupValue(attrs...)} }
func Any(key string, value any) Attr            { return Attr{key, AnyValue(value)} }
func (a Attr) Equal(b Attr) bool                { return a.Key == b.Key && a.Value.Equal(b.Value) }
func (a Attr) String() string                   { return a.Key + "=" + a.Value.String() }
func (a Attr) isEmpty() bool                    { return a.Key == "" && a.Value.kind == KindAny && a.Value.any == nil }
func (a Attr) isEmptyGroup() bool               { return a.Value.kind == KindGroup && len(a.Value.Group()) == 0 }

// badKey is the key of an argument that lacks one.
const badKey = "!BADKEY"

// attrs makes attributes of arguments: Attrs, and keys with values.
func attrs(args []any) []Attr {
	var list []Attr
	for len(args) > 0 {
		switch x := args[0].(type) {
		case Attr:
			list, args = append(list, x), args[1:]
		case string:
			if len(args) == 1 {
				list, args = append(list, String(badKey, x)), nil
			} else {
				list, args = append(list, Any(x, args[1])), args[2:]
			}
		default:
			list, args = append(list, Any(badKey, x)), args[1:]
		}
	}
	return list
}
