//go:build gopherscope

package binary

import (
	"errors"
	"io"
	"math"
	"reflect"
)

var errBufferTooSmall = errors.New("buffer too small")

// Size returns the bytes that v, a value of fixed size, a slice of such or a pointer to one,
// takes; -1 for another.
func Size(v any) int { return sizeOf(reflect.Indirect(reflect.ValueOf(v))) }

func sizeOf(v reflect.Value) int {
	if !v.IsValid() {
		return -1
	}
	if v.Kind() != reflect.Slice {
		return typeSize(v.Type())
	}
	n := typeSize(v.Type().Elem())
	if n < 0 {
		return -1
	}
	return n * v.Len()
}

// typeSize returns the bytes of a value of type t, -1 if its size is not fixed.
func typeSize(t reflect.Type) int {
	switch t.Kind() {
	case reflect.Bool, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32,
		reflect.Uint64, reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		return int(t.Size())
	case reflect.Array:
		n := typeSize(t.Elem())
		if n < 0 {
			return -1
		}
		return n * t.Len()
	case reflect.Struct:
		sum := 0
		for i := range t.NumField() {
			n := typeSize(t.Field(i).Type)
			if n < 0 {
				return -1
			}
			sum += n
		}
		return sum
	}
	return -1
}

// typeName returns the name of v's type; nil has none.
func typeName(v any) string { return reflect.TypeOf(v).String() }

// target returns the variable that data lets one write to, and its bytes, -1 if there are
// none.
func target(data any) (reflect.Value, int) {
	v := reflect.ValueOf(data)
	switch v.Kind() {
	case reflect.Pointer:
		v = v.Elem()
		return v, sizeOf(v)
	case reflect.Slice:
		return v, sizeOf(v)
	}
	return v, -1
}

// Read fills data, a pointer to a value of fixed size or a slice of such, from r.
func Read(r io.Reader, order ByteOrder, data any) error {
	v, n := target(data)
	if n < 0 {
		return errors.New("binary.Read: invalid type " + typeName(data))
	}
	buf := make([]byte, n)
	if _, err := io.ReadFull(r, buf); err != nil {
		return err
	}
	(&decoder{order, buf}).value(v)
	return nil
}

// Decode fills data from buf and returns how many bytes it took.
func Decode(buf []byte, order ByteOrder, data any) (int, error) {
	v, n := target(data)
	if n < 0 {
		return 0, errors.New("binary.Decode: invalid type " + typeName(data))
	}
	if len(buf) < n {
		return 0, errBufferTooSmall
	}
	(&decoder{order, buf}).value(v)
	return n, nil
}

// Write writes data, of fixed size or a pointer to such, to w.
func Write(w io.Writer, order ByteOrder, data any) error {
	buf, ok := encode(nil, order, data)
	if !ok {
		return errors.New("binary.Write: some values are not fixed-sized in type " + typeName(data))
	}
	_, err := w.Write(buf)
	return err
}

// Encode writes data to buf and returns how many bytes it took.
func Encode(buf []byte, order ByteOrder, data any) (int, error) {
	b, ok := encode(nil, order, data)
	if !ok {
		return 0, errors.New("binary.Encode: some values are not fixed-sized in type " + typeName(data))
	}
	if len(buf) < len(b) {
		return 0, errBufferTooSmall
	}
	return copy(buf, b), nil
}

// Append appends data to buf.
func Append(buf []byte, order ByteOrder, data any) ([]byte, error) {
	b, ok := encode(buf, order, data)
	if !ok {
		return nil, errors.New("binary.Append: some values are not fixed-sized in type " + typeName(data))
	}
	return b, nil
}

func encode(buf []byte, order ByteOrder, data any) ([]byte, bool) {
	v := reflect.Indirect(reflect.ValueOf(data))
	if sizeOf(v) < 0 {
		return nil, false
	}
	e := encoder{order, buf}
	e.value(v)
	return e.buf, true
}

// A decoder takes numbers from the front of buf.
type decoder struct {
	order ByteOrder
	buf   []byte
}

// number takes a number of size bytes.
func (d *decoder) number(size int) uint64 {
	b := d.buf[:size]
	d.buf = d.buf[size:]
	switch size {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(d.order.Uint16(b))
	case 4:
		return uint64(d.order.Uint32(b))
	}
	return d.order.Uint64(b)
}

func (d *decoder) float(size int) float64 {
	if size == 4 {
		return float64(math.Float32frombits(uint32(d.number(4))))
	}
	return math.Float64frombits(d.number(8))
}

func (d *decoder) value(v reflect.Value) {
	size := int(v.Type().Size())
	switch v.Kind() {
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			d.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() || v.Type().Field(i).Name != "_" {
				d.value(f)
			} else {
				d.buf = d.buf[typeSize(f.Type()):]
			}
		}
	case reflect.Bool:
		v.SetBool(d.number(1) != 0)
	case reflect.Int8:
		v.SetInt(int64(int8(d.number(size))))
	case reflect.Int16:
		v.SetInt(int64(int16(d.number(size))))
	case reflect.Int32:
		v.SetInt(int64(int32(d.number(size))))
	case reflect.Int64:
		v.SetInt(int64(d.number(size)))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(d.float(size))
	case reflect.Complex64, reflect.Complex128:
		re := d.float(size / 2)
		v.SetComplex(complex(re, d.float(size/2)))
	default:
		v.SetUint(d.number(size))
	}
}

// An encoder appends numbers to buf.
type encoder struct {
	order ByteOrder
	buf   []byte
}

func (e *encoder) number(size int, x uint64) {
	var b [8]byte
	switch size {
	case 1:
		b[0] = byte(x)
	case 2:
		e.order.PutUint16(b[:], uint16(x))
	case 4:
		e.order.PutUint32(b[:], uint32(x))
	default:
		e.order.PutUint64(b[:], x)
	}
	e.buf = append(e.buf, b[:size]...)
}

func (e *encoder) float(size int, x float64) {
	if size == 4 {
		e.number(4, uint64(math.Float32bits(float32(x))))
	} else {
		e.number(8, math.Float64bits(x))
	}
}

func (e *encoder) value(v reflect.Value) {
	size := int(v.Type().Size())
	switch v.Kind() {
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			e.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); v.Type().Field(i).Name != "_" {
				e.value(f)
			} else {
				e.buf = append(e.buf, make([]byte, typeSize(f.Type()))...)
			}
		}
	case reflect.Bool:
		x := uint64(0)
		if v.Bool() {
			x = 1
		}
		e.number(1, x)
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.number(size, uint64(v.Int()))
	case reflect.Float32, reflect.Float64:
		e.float(size, v.Float())
	case reflect.Complex64, reflect.Complex128:
		e.float(size/2, real(v.Complex()))
		e.float(size/2, imag(v.Complex()))
	default:
		e.number(size, v.Uint())
	}
}
