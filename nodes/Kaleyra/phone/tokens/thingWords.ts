/**
 * Words for a document, an amount, a measure or a date, which have the role `numbered`: `Deposit 4155550132`. Lowercase,
 * in the forms in which they head digits. Left out are words that are more often a name (`Lương`, `Ada`, `Suma`), a town
 * (`Rabat`), a place with a phone (`dépôt`, `police`) or a phone's label (`reservations`).
 */
export const THING_WORDS = `
  authorization authorisation prescription rx encounter escrow file bid return score points odometer mileage weight
    sq population census debit deposit fee fees fine citation warrant inmate sample specimen survey index count sum
    subtotal revenue income profit cost costs budget bonus commission wage wages rent payment refund premium discount price
    prices credit balance copay latitude longitude rating rank gpa application opportunity deal guid tag label shelf
    aisle tract qty quantity units views followers ncpdp clia arxiv cik row key billsec duration
    timestamp radicado makani ejari khasra datetime date hours minutes seconds year steps grade block plot inventory
    weights height width length
    diploma degree username parcel receipts pass track value gclid fbclid
  betrag betrage preis preise summe menge anzahl gewicht kilometerstand umsatz gehalt lohn versicherungsschein
    kennung kennziffer kennwort mandat mandatsreferenz mandatsref zeichen bescheid antrag grundbuch flurstuck rabatt
    gutschein gutschrift guthaben saldo kontostand zahlung einzahlung auszahlung uberweisung rechnungsbetrag gesamt gesamtbetrag
    gesamtsumme gesamtpreis netto brutto kaution miete gebuhr gebuhren kosten steuer breite hohe größe flache dauer datum
    zeitstempel quittung beleg kassenbon fahrkarte fahrschein zahlerstand modell zulassung genehmigung bewerbung pramie provision
    gewinn einkommen regal zahl stuckzahl fallzahl wert rechnungen kundennummern vertragskonto polizze
  abonnement immat permis finess adeli montant prix salaire chiffre quantite poids kilometrage
    parcelle cadastre postal insee uai rna solde acompte loyer cout couts remise rabais caution virement versement remboursement
    revenu revenus taille hauteur largeur longueur duree horodatage effectif identifiants modele valeur
    bl compteur
  abonado importe precio precios salario sueldo cantidad peso identificador catastro catastral bastidor registro
    solicitud incidencia nomina cuota nhc monto valor descuento deposito pago coste costo costes costos tasa multa fianza
    ingreso ingresos permiso medida altura anchura tamano duracion afiliacion suscripcion expedicion
    matriculacion justificante prestamo hipoteca cuentas
  assinatura preco precos quantidade montante desconto pagamento custo custos taxa renda cadastro registo chamado
    rastreamento pasep prontuario titulo convenio habilitacao ingresso tamanho comprimento largura duracao chassi
    emprestimo quantia
  ricevuta abbonamento passaporto patente importo prezzo totale stipendio quantita catasto cartella sconto
    costi tariffa canone cauzione bonifico pagamenti permesso scontrino fascicolo altezza lunghezza
    larghezza misura durata particella mappale subalterno mutuo rata bolletta
  rijbewijs pas bedrag prijs totaal salaris aantal lid korting huur boete premie lengte breedte
    hoogte duur tijdstip vergunning kassabon hoeveelheid betaling omzet
  polisy kwota kwoty cena ceny pensja pensji ilosc ilosci przesyłki sygnatura sygnatury pwz
    działka działki wpłata zaliczka kaucja czynsz opłata koszt mandatu wypłata wynagrodzenie waga
    długość szerokość wysokosc rozmiar pozwolenie wartosc razem liczba kredyt stawka zlecenie
  права сумма суммы цена цены итого всего зарплата зарплаты оклад количество стоимость баланс остаток скидка оплата
    оплаты платеж платежа взнос аванс залог налог штраф пени премия доход расход бюджет вес рост длина ширина высота
    размер площадь объем пробег тираж удостоверение разрешение пропуск талон посылка
    отправление срок участок протокол кредит табельный фактура
  сума ціна ціни кількість вартість знижка платіж вага розмір посвідчення квиток довжина разом залишок
    внесок
  korkort belopp pris priser medlem fastighet hyra avgift kostnad boter skatt deposition vikt langd
    bredd hojd storlek reservationer biljett totalt rabattkod omsattning
  beløp beløb antall lønn løn vekt vægt størrelse førerkort kørekort husleie husleje gebyr depositum billett
    billet kvittering medlemskab medlemskap ialt mængde mengde
  hinta summa maara yhteensa palkka paino ajokortti passi alennus vuokra maksu kulut sakko pituus
    leveys korkeus kesto lippu kuitti varauksen
  castka mnozstvi pocet plat mzda vaha hmotnost prukaz preukaz zaloha kauce sleva zlava
    poplatek poplatok pokuta vyska delka dlzka sirka velikost velkost vstupenka celkem spolu mnozstvo
  osszeg mennyiseg fizetes suly jogositvany utlevel egyenleg kedvezmeny birsag meret hossz
    idotartam nyugta jegy osszesen dij
  pret preturi cantitate salariu greutate permisul sold reducere chirie amenda avans garantie marime
    lungime chitanta
  ehliyet fiyat fiyati toplam toplami miktar miktari sgk parsel protokol ucret bedel bakiye
    bakiyesi indirim depozito odeme ceza adet ağırlık boyut uzunluk sure ruhsat uyelik makbuz kredi
  kwitansi kuitansi antrian harga jumlah gaji tagihan anggota klaim induk nisn nidn npsn sertifikat transaksi
    diskon biaya denda ukuran tanggal karcis pasien berkas pel pinjaman cicilan angsuran
    bayaran lesen pesakit resit bayar halaga presyo sahod
  iznos kolicina kolicine plaća placa tezina vozacka pasos putovnica popust kirija zakup kazna
    velicina trajanje ugovor уговор racun ukupno cijena cijene znesek teza najemnina skupaj износ количина плата
    укупно попуст тегло отстъпка такса глоба депозит заплата
  kaina kiekis alga svoris likutis nuolaida bauda daudzums svars atlikums atlaide sods kogus
    palk kaal allahindlus trahv
  ποσο τιμη συνολο ποσοτητα μισθος βαρος διπλωμα διαβατηριο υπολοιπο εκπτωση ενοικιο ημερομηνια εισιτηριο πελατης
  عميل وثيقة رخصة مبلغ سعر مجموع راتب كمية قضية عضوية وظيفي ملف رصيد خصم رسوم غرامة دفعة وزن تذكرة قيمة عدد إجمالي
    قیمت تعداد گواهینامه گذرنامه پلاک مقدار موجودی تخفیف تنخواہ
  סכום מחיר כמות משכורת יתרה הנחה שכר תשלום משקל
  राशि मूल्य कीमत कुल वेतन मात्रा बकाया छूट किराया शुल्क वजन दिनांक रसीद टिकट पासपोर्ट लाइसेंस পরিমাণ মূল্য মোট বেতন
  insurance reservation reservierung buchung assurance reserva prenotazione assicurazione verzekering reservering
    boeking ubezpieczenie ubezpieczenia rezerwacja rezerwacji страховка страховки страховой бронь брони бронирование
    бронирования бронювання forsakring forsikring reservasjon vakuutus varaus pojisteni poistenie rezervace rezervacia
    biztositas foglalas asigurare rezervare sigorta rezervasyon κρατηση asuransi insurans tempahan rezervacija osiguranje
    zavarovanje резервација осигурање резервация застраховка draudimas apdrosinasana kindlustus broneering حجز تأمين بیمه
    رزرو ביטוח बीमा
  webex ऑर्डर आर्डर संदर्भ इनवॉइस অর্ডার ইনভয়েস ஆர்டர் ఆర్డర్ ಆರ್ಡರ್ ഓർഡർ ઓર્ડર ਆਰਡਰ آرڈر อ้างอิง invois rujukan referensi
  gplx zvr`;

/**
 * Of these, a desk or a firm with a phone, a name or a town in another language, with the role `desk`: `Pest Control
 * 4155550132`, but `Control No. 4155550132`.
 */
export const DESK_WORDS = `
  control section township tuition visa acres jasen lon loon antal maas maasi tutar tutari najam суми pajak avis
    alquiler renta aluguel aluguer affitto szkoda szkody аренда оренда najem pelanggan nuoma наем إيجار اجاره קבלה`;

/** Two words that say it together: `Kata sandi`, while `Sandi` is a name. */
export const THING_PHRASES = `
  historia clinica,kata sandi,số tiền,số lượng,mật khẩu,đặt chỗ,hồ sơ,hộ chiếu,giấy phép,bảo hiểm,thành tiền,prawo jazdy,sq ft,driving
  licence,access code,boarding pass,tessera sanitaria,carte vitale,rekam medis,cartao sus,order numbers,खाता संख्या,شماره پرونده,آرڈر نمبر,অর্ডার নং`;
