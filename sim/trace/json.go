package trace

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"unicode/utf8"
)

// jsonEvent is the JSON form of an Event: names for what has one, and nothing for a field that
// is empty. Text that is not UTF-8 is written as bytes.
type jsonEvent struct {
	At    Time       `json:"at"`
	Step  uint64     `json:"step,omitempty"`
	Kind  string     `json:"kind"`
	P     *int32     `json:"p,omitempty"`
	M     *int32     `json:"m,omitempty"`
	G     GoID       `json:"g,omitempty"`
	Other GoID       `json:"other,omitempty"`
	Rule  string     `json:"rule,omitempty"`
	Why   string     `json:"why,omitempty"`
	To    string     `json:"to,omitempty"`
	Flag  bool       `json:"flag,omitempty"`
	From  ProcID     `json:"from,omitempty"`
	PC    int32      `json:"pc,omitempty"`
	Func  int32      `json:"func,omitempty"`
	Obj   uint64     `json:"obj,omitempty"`
	N     int64      `json:"n,omitempty"`
	N2    int64      `json:"n2,omitempty"`
	Until Time       `json:"until,omitempty"`
	Text  string     `json:"text,omitempty"`
	Bytes []byte     `json:"bytes,omitempty"`
	Looks []jsonLook `json:"looks,omitempty"`
}

// jsonLook is the JSON form of a Look.
type jsonLook struct {
	What string `json:"what"`
	N    uint8  `json:"n,omitempty"`
}

// AppendJSON adds e to b as one JSON object, without a line end. ParseJSON gives e back.
func AppendJSON(b []byte, e Event) []byte {
	j := jsonEvent{
		At: e.At, Step: e.Step, Kind: e.Kind.String(), G: e.G, Other: e.Other,
		Rule: e.Rule.String(), Why: e.Why.String(), To: e.To.String(), Flag: e.Flag,
		From: e.From, PC: e.PC, Func: e.Func, Obj: e.Obj, N: e.N, N2: e.N2, Until: e.Until,
	}
	if e.P != NoProc {
		j.P = (*int32)(&e.P)
	}
	if e.M != NoThread {
		j.M = (*int32)(&e.M)
	}
	for _, l := range e.Looks.List() {
		j.Looks = append(j.Looks, jsonLook{l.What.String(), l.N})
	}
	if utf8.ValidString(e.Text) {
		j.Text = e.Text
	} else {
		j.Bytes = []byte(e.Text)
	}
	line, err := json.Marshal(j)
	if err != nil {
		panic(err) // a struct of numbers and strings always has a JSON form
	}
	return append(b, line...)
}

// ParseJSON reads one event from its JSON form.
func ParseJSON(line []byte) (Event, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	var j jsonEvent
	if err := d.Decode(&j); err != nil {
		return Event{}, fmt.Errorf("event: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Event{}, errors.New("event: more than one value on the line")
	}
	e := Event{
		At: j.At, Step: j.Step, P: NoProc, M: NoThread, G: j.G, Other: j.Other, Flag: j.Flag,
		From: j.From, PC: j.PC, Func: j.Func, Obj: j.Obj, N: j.N, N2: j.N2, Until: j.Until,
		Text: j.Text,
	}
	var err error
	if e.Kind, err = lookup(j.Kind, "kind", kindNames); err != nil {
		return Event{}, err
	}
	if e.Rule, err = lookup(j.Rule, "rule", ruleNames); err != nil {
		return Event{}, err
	}
	if e.Why, err = lookup(j.Why, "reason", reasonNames); err != nil {
		return Event{}, err
	}
	if e.To, err = lookup(j.To, "place", placeNames); err != nil {
		return Event{}, err
	}
	for _, l := range j.Looks {
		what, err := lookup(l.What, "look", whatNames)
		if err != nil {
			return Event{}, err
		}
		e.Looks.Add(what, int(l.N))
	}
	if j.P != nil {
		e.P = ProcID(*j.P)
	}
	if j.M != nil {
		e.M = ThreadID(*j.M)
	}
	if len(j.Bytes) > 0 {
		e.Text = string(j.Bytes)
	}
	return e, nil
}

// The names of everything that has one, read backwards.
var (
	kindNames   = names[Kind](len(kinds))
	ruleNames   = names[Rule](len(ruleText))
	reasonNames = names[Reason](len(reasonText))
	placeNames  = names[Place](len(placeText))
	whatNames   = names[What](len(whatText))
)

type named interface {
	~uint8
	fmt.Stringer
}

func names[T named](n int) map[string]T {
	m := make(map[string]T, n)
	for i := range n {
		m[T(i).String()] = T(i)
	}
	return m
}

func lookup[T any](name, what string, m map[string]T) (T, error) {
	v, ok := m[name]
	if !ok {
		return v, fmt.Errorf("event: unknown %s %q", what, name)
	}
	return v, nil
}

// A Digest hashes a log of events: two runs with the same hash did the same.
type Digest struct {
	hash hash.Hash
	buf  []byte
}

// NewDigest returns the digest of an empty log.
func NewDigest() *Digest { return &Digest{hash: sha256.New()} }

// Add adds the next event of the log.
func (d *Digest) Add(e Event) {
	b := d.buf[:0]
	flag := uint64(0)
	if e.Flag {
		flag = 1
	}
	for _, w := range [...]uint64{
		uint64(e.At), e.Step, uint64(e.Kind), uint64(e.Rule), uint64(e.Why), uint64(e.To), flag,
		uint64(e.P), uint64(e.M), uint64(e.From), uint64(e.G), uint64(e.Other), uint64(e.PC),
		uint64(e.Func), e.Obj, uint64(e.N), uint64(e.N2), uint64(e.Until), uint64(len(e.Text)),
	} {
		b = binary.AppendUvarint(b, w)
	}
	for _, l := range e.Looks.List() {
		b = append(b, byte(l.What), l.N)
	}
	d.buf = append(b, e.Text...)
	d.hash.Write(d.buf)
}

// Sum returns the hash of the log so far, in hexadecimal.
func (d *Digest) Sum() string { return hex.EncodeToString(d.hash.Sum(nil)) }
